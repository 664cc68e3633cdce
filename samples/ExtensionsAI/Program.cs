using System.ComponentModel;
using ChatSdk.Testing;
using Microsoft.Extensions.AI;

// Without CHATSDK_BASE_URL, the sample starts a fake server, which responds to the first request with function calls, and to the second with text.
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
using IChatClient chat = client.AsIChatClient().AsBuilder().UseFunctionInvocation().Build();

var options = new ChatOptions
{
    Instructions = "Be brief.",
    Temperature = 0.2f,
    Tools = [AIFunctionFactory.Create(GetTemperature, name: "GetTemperature")],
};
Dictionary<string, FunctionCallContent> calls = new(StringComparer.Ordinal);

try
{
    // UseFunctionInvocation() runs the functions after the first response, and sends their results in a second request.
    // The loop receives both responses. The updates also contain the function calls and their results.
    await foreach (ChatResponseUpdate update in chat.GetStreamingResponseAsync("How warm is it in Paris, and in Oslo?", options))
    {
        Console.Write(update.Text);
        foreach (AIContent content in update.Contents)
        {
            if (content is FunctionCallContent call)
            {
                calls[call.CallId] = call;
            }
            else if (content is FunctionResultContent result)
            {
                Console.WriteLine($"[{calls[result.CallId].Name} {calls[result.CallId].Arguments!["city"]} -> {result.Result}]");
            }
        }
    }

    Console.WriteLine();
    return 0;
}
catch (ChatSdk.ChatException exception)
{
    await Console.Error.WriteLineAsync($"The chat failed. {exception.Message}");
    return 1;
}

[Description("Gets the temperature in a city, in °C.")]
static int GetTemperature([Description("The name of the city.")] string city) => city == "Oslo" ? 9 : 18;
