using System.Text.Json.Serialization.Metadata;
using ChatSdk.Testing;

namespace ChatSdk.Tests.TypedAnswers;

/// <summary>What the tests of typed answers have in common: answers that hold JSON.</summary>
public abstract class TypedAnswerTest : FakeServerTest
{
    private protected static readonly StructuredOutputOptions _forgiving = new() { AllowSurroundingText = true };

    /// <summary>Gives an answer with a text, of any characters.</summary>
    protected static FakeAnswer Said(string text, string finishReason = "stop") => FakeAnswer.Json(
        $$"""{"choices":[{"index":0,"message":{"role":"assistant","content":{{Quote(text)}}},"finish_reason":"{{finishReason}}"}]}""");

    /// <summary>Gives a streamed answer with pieces of text, of any characters.</summary>
    protected static FakeAnswer Streamed(params IEnumerable<string> pieces) =>
        FakeAnswer.Events([.. pieces.Select(piece => $$$"""{"choices":[{"index":0,"delta":{"content":{{{Quote(piece)}}}}}]}"""), Finish, "[DONE]"]);

    protected static string Quote(string text) => System.Text.Json.JsonSerializer.Serialize(text, SampleContext.Default.String);

    private protected static ChatCompletion Completion(string text) => new()
    {
        Choices = [new ChatChoice { Index = 0, Message = ChatMessage.Assistant(text), FinishReason = FinishReason.Stop }],
    };

    private protected async Task<List<ChatCompletionSnapshot<T>>> SnapshotsAsync<T>(JsonTypeInfo<T> type, StructuredOutputOptions? format = null)
    {
        List<ChatCompletionSnapshot<T>> snapshots = [];
        await foreach (var snapshot in Client.CreateStreamAsync("Hi", type, format, cancellationToken: Guard))
        {
            snapshots.Add(snapshot);
        }

        return snapshots;
    }
}
