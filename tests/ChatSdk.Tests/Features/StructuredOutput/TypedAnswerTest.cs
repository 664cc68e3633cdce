using System.Text.Json.Serialization.Metadata;
using ChatSdk.Testing;

namespace ChatSdk.Tests.TypedAnswers;

/// <summary>Base class of the tests for typed answers. Provides complete and streamed answers.</summary>
public abstract class TypedAnswerTest : FakeServerTest
{
    private protected static readonly StructuredOutputOptions _allowText = new() { AllowSurroundingText = true };

    /// <summary>Creates an answer with the specified text.</summary>
    protected static FakeAnswer Answer(string text, string finishReason = "stop") => FakeAnswer.Json(
        $$"""{"choices":[{"index":0,"message":{"role":"assistant","content":{{Quote(text)}}},"finish_reason":"{{finishReason}}"}]}""");

    /// <summary>Creates a streamed answer with one chunk for each string.</summary>
    protected static FakeAnswer Streamed(params IEnumerable<string> texts) =>
        FakeAnswer.Events([.. texts.Select(text => $$$"""{"choices":[{"index":0,"delta":{"content":{{{Quote(text)}}}}}]}"""), Finish, "[DONE]"]);

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
