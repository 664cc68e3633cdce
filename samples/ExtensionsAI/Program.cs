using System.ComponentModel;
using ChatSdk.Testing;
using Microsoft.Extensions.AI;

// Without CHATSDK_BASE_URL the sample brings its own server, which asks for the function and then uses its results.
var address = Environment.GetEnvironmentVariable("CHATSDK_BASE_URL");
await using var server = string.IsNullOrEmpty(address) ? await FakeChatServer.StartAsync() : null;
server?
    .AnswersJson("""
        {"id":"1","choices":[{"finish_reason":"tool_calls","message":{"role":"assistant","tool_calls":[
            {"id":"call_1","type":"function","function":{"name":"GetTemperature","arguments":"{\"city\":\"Paris\"}"}},
            {"id":"call_2","type":"function","function":{"name":"GetTemperature","arguments":"{\"city\":\"Oslo\"}"}}]}}]}
        """)
    .Streams("Paris has 18 °C", " and Oslo ", "9 °C.");

using var client = new ChatSdk.ChatClient(
    server?.BaseAddress ?? address!,
    Environment.GetEnvironmentVariable("CHATSDK_API_KEY"),
    Environment.GetEnvironmentVariable("CHATSDK_MODEL") ?? "fake-model");
IChatClient chat = client.AsIChatClient();

var function = AIFunctionFactory.Create(GetTemperature, name: "GetTemperature");
var options = new ChatOptions { Instructions = "Be brief.", Temperature = 0.2f, Tools = [function] };
List<ChatMessage> messages = [new(ChatRole.User, "How warm is it in Paris, and in Oslo?")];

try
{
    // With the package Microsoft.Extensions.AI, UseFunctionInvocation() is this loop.
    List<FunctionCallContent> calls;
    do
    {
        List<ChatResponseUpdate> updates = [];
        await foreach (ChatResponseUpdate update in chat.GetStreamingResponseAsync(messages, options))
        {
            Console.Write(update.Text);
            updates.Add(update);
        }

        messages.AddMessages(updates);
        calls = [.. updates.SelectMany(update => update.Contents).OfType<FunctionCallContent>()];
        foreach (var call in calls)
        {
            var result = await function.InvokeAsync(new AIFunctionArguments(call.Arguments, StringComparer.Ordinal));
            messages.Add(new ChatMessage(ChatRole.Tool, [new FunctionResultContent(call.CallId, result)]));
            Console.WriteLine($"[{call.Name} {call.Arguments!["city"]} -> {result}]");
        }
    }
    while (calls.Count > 0);

    Console.WriteLine();
    return 0;
}
catch (ChatSdk.ChatException exception)
{
    await Console.Error.WriteLineAsync($"The chat failed. {exception.Message}");
    return 1;
}

[Description("Gives the temperature in a city, in °C.")]
static int GetTemperature([Description("The city's name.")] string city) => city == "Oslo" ? 9 : 18;
