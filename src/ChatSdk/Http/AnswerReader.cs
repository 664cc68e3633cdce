using System.Runtime.InteropServices;
using System.Text.Json;

namespace ChatSdk;

/// <summary>Reads the whole answers of the operations.</summary>
internal static class AnswerReader
{
    /// <summary>Reads a completion. One without choices may be an error in disguise, one with choices may bring an error along.</summary>
    public static async ValueTask<ChatCompletion> ReadCompletionAsync(ArraySegment<byte> body, ChatResponseInfo response, CancellationToken cancellationToken)
    {
        if (IsEventStream(response))
        {
            return await ReadStreamAsync(body, response, cancellationToken).ConfigureAwait(false);
        }

        var completion = WireReader.ReadWhole<ChatCompletion>(body);
        completion.Attach(response);
        Check(body, response, completion.ExtraFields, completion.Choices.Count, completion);
        return ToolCallIds.Fill(completion);
    }

    /// <summary>Reads a text completion, with the same care.</summary>
    public static ValueTask<TextCompletion> ReadTextCompletionAsync(ArraySegment<byte> body, ChatResponseInfo response, CancellationToken cancellationToken)
    {
        var completion = WireReader.ReadWhole<TextCompletion>(body);
        completion.Attach(response);
        Check(body, response, completion.ExtraFields, completion.Choices.Count, partial: null);
        return ValueTask.FromResult(completion);
    }

    /// <summary>Reads a list of models: under <c>data</c> or <c>models</c>, or bare.</summary>
    public static ValueTask<IReadOnlyList<ChatModel>> ReadModelsAsync(ArraySegment<byte> body, ChatResponseInfo response, CancellationToken cancellationToken)
    {
        var reader = new Utf8JsonReader(JsonText.Mend(WireReader.WithoutMark(body)));
        using var json = JsonDocument.ParseValue(ref reader);
        var list = json.RootElement;
        if (list.ValueKind == JsonValueKind.Object && (list.TryGetProperty("data"u8, out var inner) || list.TryGetProperty("models"u8, out inner)))
        {
            list = inner;
        }

        return ValueTask.FromResult<IReadOnlyList<ChatModel>>(list.ValueKind switch
        {
            JsonValueKind.Array => WireList<ChatModel>.From(list.EnumerateArray().Select(ReadModel)),
            JsonValueKind.Null => [],
            _ => throw new JsonException("There is no list of models."),
        });
    }

    private static bool IsEventStream(ChatResponseInfo response) =>
        response.Headers.GetValueOrDefault("content-type", "").StartsWith("text/event-stream", StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads a stream that came although none was asked for; some servers know nothing else.</summary>
    private static async ValueTask<ChatCompletion> ReadStreamAsync(ArraySegment<byte> body, ChatResponseInfo response, CancellationToken cancellationToken)
    {
        using var bytes = new MemoryStream(body.Array!, body.Offset, body.Count);
        using var events = new SseReader(bytes, body.Count);
        var chunks = new ChunkReader<ChatCompletionChunk>(events, response);
        var answer = new ChatCompletionAccumulator();
        while (await chunks.ReadAsync(cancellationToken).ConfigureAwait(false) is { } chunk)
        {
            answer.Add(chunk);
        }

        return answer.Count > 0 && chunks.IsComplete
            ? answer.ToCompletion()
            : throw new ChatConnectionException(ChatConnectionErrorKind.StreamCut, "The answer came as a stream, and ended in its middle.") { Partial = answer.ToCompletion() };
    }

    private static void Check(ReadOnlySpan<byte> body, ChatResponseInfo response, IReadOnlyDictionary<string, JsonElement> fields, int choices, ChatCompletion? partial)
    {
        if (choices > 0 && !fields.ContainsKey("error"))
        {
            return;
        }

        if (ErrorReader.ReadPayload(body, isNamedError: false, response) is { } error)
        {
            error.Partial = choices > 0 ? partial : null;
            throw error;
        }

        if (!WireReader.HasMember(body, "choices"))
        {
            throw new JsonException("There is no field choices.");
        }
    }

    private static ChatModel ReadModel(JsonElement model) =>
        model.ValueKind == JsonValueKind.Object
            ? WireReader.ReadWhole<ChatModel>(JsonMarshal.GetRawUtf8Value(model))
            : new ChatModel { Id = model.AsText() };
}
