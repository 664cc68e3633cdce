using System.Text.Json;
using ChatSdk.Testing;
using ChatSdk.Tests.Json;

namespace ChatSdk.Tests.FirstGuess;

/// <summary>
/// Base class of the tests for code that developers might write before they read the documentation. The code must compile, and the tests
/// check the request that the server received or the response that the client returned.
/// </summary>
public abstract class GuessTest : ClientTest
{
    protected const string Paris = """{"name":"Paris","people":2}""";
    protected const string Usage = """{"prompt_tokens":10,"completion_tokens":2,"total_tokens":12}""";

    /// <summary>Gets the body of the last request.</summary>
    protected JsonElement Sent => Server.Requests[^1].Json!.Value;

    /// <summary>Gets the role and the content of each message in the last request.</summary>
    protected string SentMessages => string.Join(' ', Sent.GetProperty("messages").EnumerateArray().Select(message => $"{message.GetProperty("role")}:{message.GetProperty("content")}"));

    protected static FakeAnswer Answer(string text) =>
        FakeAnswer.Json($$$"""{"choices":[{"index":0,"message":{"role":"assistant","content":{{{Quote(text)}}}},"finish_reason":"stop"}],"usage":{{{Usage}}}}""");

    /// <summary>Sends the request with the user message "Hi", and checks a field of the body that the server received.</summary>
    protected async Task ShouldSendAsync(ChatCompletionRequest request, string field, string json)
    {
        await Client.CreateAsync(request with { Messages = [ChatMessage.User("Hi")] }, cancellationToken: Guard);

        JsonAssert.AreEqual(json, Sent.GetProperty(field));
    }

    private static string Quote(string text) => JsonSerializer.Serialize(text, TypedAnswers.SampleContext.Default.String);
}
