using System.Text.Json;
using ChatSdk.Testing;
using ChatSdk.Tests.Json;

namespace ChatSdk.Tests.FirstGuess;

/// <summary>
/// Code as people write it who have not read the documentation: it compiles, and does what they expect. What is checked is what
/// reached the server, or what came back.
/// </summary>
public abstract class GuessTest : ClientTest
{
    protected const string Paris = """{"name":"Paris","people":2}""";
    protected const string Usage = """{"prompt_tokens":10,"completion_tokens":2,"total_tokens":12}""";

    /// <summary>Gets the body of the last request.</summary>
    protected JsonElement Sent => Server.Requests[^1].Json!.Value;

    /// <summary>Gets the roles and the text of the messages of the last request.</summary>
    protected string SentMessages => string.Join(' ', Sent.GetProperty("messages").EnumerateArray().Select(message => $"{message.GetProperty("role")}:{message.GetProperty("content")}"));

    protected static FakeAnswer Said(string text) =>
        FakeAnswer.Json($$$"""{"choices":[{"index":0,"message":{"role":"assistant","content":{{{Quote(text)}}}},"finish_reason":"stop"}],"usage":{{{Usage}}}}""");

    /// <summary>Sends a request and checks a field of what reached the server.</summary>
    protected async Task ShouldSendAsync(ChatCompletionRequest request, string field, string json)
    {
        await Client.CreateAsync(request with { Messages = [ChatMessage.User("Hi")] }, cancellationToken: Guard);

        JsonAssert.AreEqual(json, Sent.GetProperty(field));
    }

    private static string Quote(string text) => JsonSerializer.Serialize(text, TypedAnswers.SampleContext.Default.String);
}
