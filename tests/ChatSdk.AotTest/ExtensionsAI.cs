using Microsoft.Extensions.AI;
using AIMessage = Microsoft.Extensions.AI.ChatMessage;
using AIRole = Microsoft.Extensions.AI.ChatRole;

namespace ChatSdk.AotTest;

/// <summary>Uses the client through Microsoft.Extensions.AI, with an <c>AIFunction</c>.</summary>
internal static class ExtensionsAI
{
    public static async Task RunAsync(IChatClient chat)
    {
        var function = AIFunctionFactory.Create(
            (City city, Sky sky) => new Weather(city.Name, [new Day(sky, city.Zip)]),
            new AIFunctionFactoryOptions { Name = "weather", SerializerOptions = AotJson.Default.Options });
        ChatOptions options = new() { Tools = [function], Temperature = 0.2f, AdditionalProperties = new() { ["x"] = 1 } };
        List<AIMessage> messages = [new(AIRole.User, "bridge")];

        var asked = await chat.GetStreamingResponseAsync(messages, options).ToChatResponseAsync().ConfigureAwait(false);
        messages.AddMessages(asked);
        foreach (var call in asked.Messages.SelectMany(message => message.Contents).OfType<FunctionCallContent>())
        {
            var result = await function.InvokeAsync(new AIFunctionArguments(call.Arguments, StringComparer.Ordinal)).ConfigureAwait(false);
            messages.Add(new AIMessage(AIRole.Tool, [new FunctionResultContent(call.CallId, result)]));
        }

        Console.WriteLine((await chat.GetResponseAsync(messages, options).ConfigureAwait(false)).Text);
    }
}
