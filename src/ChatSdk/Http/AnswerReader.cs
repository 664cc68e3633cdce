using System.Runtime.InteropServices;
using System.Text.Json;

namespace ChatSdk;

/// <summary>Reads the endpoints' answers from complete bodies.</summary>
internal static class AnswerReader
{
    /// <summary>Reads a completion. The body may also be a stream or an error, or contain an error in addition to choices.</summary>
    public static async ValueTask<ChatCompletion> ReadCompletionAsync(ArraySegment<byte> body, ChatResponseInfo response, CancellationToken cancellationToken)
    {
        if (IsStream(body))
        {
            return await ReadStreamAsync<ChatCompletionChunk>(body, response, cancellationToken).ConfigureAwait(false);
        }

        ChatCompletion completion;
        try
        {
            completion = WireReader.ReadAnswer<ChatCompletion>(body);
        }
        catch (JsonException) when (!default(JsonProgress).IsWhole(body))
        {
            // The body is not a single JSON value, but may contain one JSON value per line.
            return await ReadStreamAsync<ChatCompletionChunk>(body, response, cancellationToken).ConfigureAwait(false);
        }

        completion = Separated(ToolCallIds.Fill(RepeatedArguments.Remove(InOrder(completion))), response);
        completion.Attach(response);
        Check(body, response, completion, completion.Choices, completion);
        return completion.Choices.Any(choice => choice.IsUnfinishedChunk) ? throw Cut(completion) : completion;
    }

    /// <summary>Reads a text completion in the same way as <see cref="ReadCompletionAsync"/> reads a chat completion.</summary>
    public static async ValueTask<TextCompletion> ReadTextCompletionAsync(ArraySegment<byte> body, ChatResponseInfo response, CancellationToken cancellationToken)
    {
        if (IsStream(body))
        {
            return TextCompletion.From(await ReadStreamAsync<TextCompletion>(body, response, cancellationToken).ConfigureAwait(false));
        }

        TextCompletion completion;
        try
        {
            completion = WireReader.ReadAnswer<TextCompletion>(body);
        }
        catch (JsonException) when (!default(JsonProgress).IsWhole(body))
        {
            return TextCompletion.From(await ReadStreamAsync<TextCompletion>(body, response, cancellationToken).ConfigureAwait(false));
        }

        completion = completion.Choices.Count < 2 ? completion : completion with { Choices = InOrder(completion.Choices, choice => choice.Index) };
        completion.Attach(response);
        Check(body, response, completion, completion.Choices, partial: null);
        return completion.Choices.Any(choice => choice.IsUnfinishedChunk) ? throw Cut(((IStreamChunk)completion).ToChatChunk()) : completion;
    }

    /// <summary>Determines from the first character that is not white space whether a body is a stream. The content type is not reliable: some servers always stream, but declare the body as JSON.</summary>
    public static bool IsStream(ReadOnlySpan<byte> body) =>
        WireReader.WithoutMark(body).TrimStart(" \t\r\n"u8) is [(byte)'d' or (byte)'e' or (byte)'i' or (byte)'r' or (byte)':', ..];

    /// <summary>Reads a list of models, which is in <c>data</c>, in <c>models</c>, or at the root of the JSON.</summary>
    public static ValueTask<IReadOnlyList<ChatModel>> ReadModelsAsync(ArraySegment<byte> body, ChatResponseInfo response, CancellationToken cancellationToken)
    {
        using var json = WireReader.ParseAnswer(body);
        var list = json.RootElement;
        if (list.ValueKind == JsonValueKind.Object && (list.TryGetProperty("data", out var inner) || list.TryGetProperty("models", out inner)))
        {
            list = inner;
        }

        var isEmpty = list.ValueKind == JsonValueKind.Null || (list.ValueKind == JsonValueKind.Array && list.GetArrayLength() == 0);
        if (isEmpty && ErrorReader.ReadPayload(body, isNamedError: false, response) is { } error)
        {
            throw error;
        }

        return ValueTask.FromResult<IReadOnlyList<ChatModel>>(list.ValueKind switch
        {
            JsonValueKind.Array => WireList<ChatModel>.From(list.EnumerateArray().Select(ReadModel)),
            JsonValueKind.Null => [],
            _ => throw new JsonException("The response has no list of models."),
        });
    }

    /// <summary>Reads a record. If the body does not have the specified member, it is not an answer, but may be an error.</summary>
    /// <exception cref="ChatApiException">The body contains an error.</exception>
    public static T ReadRecord<T>(ReadOnlySpan<byte> body, string member, ChatResponseInfo response)
        where T : WireRecord, IWireRecord<T>
    {
        var record = WireReader.ReadAnswer<T>(body);
        var isThere = WireReader.HasMember(body, member);
        if ((!isThere || record.ExtraFields.Count > 0) && ErrorReader.ReadPayload(body, isNamedError: false, response) is { } error)
        {
            throw error;
        }

        return isThere ? record : throw new JsonException($"The response has no '{member}' field.");
    }

    /// <summary>Reads one page of a list of stored items.</summary>
    /// <exception cref="ChatApiException">The body contains an error.</exception>
    public static ValueTask<StoredPage<T>> ReadPageAsync<T>(ArraySegment<byte> body, ChatResponseInfo response, CancellationToken cancellationToken)
        where T : WireRecord, IWireRecord<T>
    {
        using var json = WireReader.ParseAnswer(body);
        var page = json.RootElement;
        if (page.ValueKind != JsonValueKind.Object || !page.TryGetProperty("data", out var data) || data.ValueKind != JsonValueKind.Array)
        {
            throw ErrorReader.ReadPayload(body, isNamedError: false, response) ?? (Exception)new JsonException("The response has no list of stored items.");
        }

        var items = data.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.Object).ToList();
        var last = page.First("last_id") ?? (items.Count > 0 ? items[^1].First("id") : null);
        var hasMore = page.TryGetProperty("has_more", out var more) && more.ValueKind == JsonValueKind.True;
        return ValueTask.FromResult(new StoredPage<T>(WireList<T>.From(items.Select(item => WireReader.ReadWhole<T>(JsonMarshal.GetRawUtf8Value(item)))), last, hasMore));
    }

    private static async ValueTask<ChatCompletion> ReadStreamAsync<T>(ArraySegment<byte> body, ChatResponseInfo response, CancellationToken cancellationToken)
        where T : WireRecord, IWireRecord<T>, IStreamChunk
    {
        using var bytes = new MemoryStream(body.Array!, body.Offset, body.Count);
        using var events = new SseReader(bytes, body.Count);
        var chunks = new ChunkReader<T>(events, response);
        var answer = new ChatCompletionAccumulator();
        try
        {
            while (await chunks.ReadAsync(cancellationToken).ConfigureAwait(false) is { } chunk)
            {
                chunk.AddTo(answer);
            }

            if (answer.Count == 0)
            {
                throw new JsonException("The stream contains no answer.");
            }

            return chunks.IsComplete
                ? Separated(answer.ToCompletion(), response)
                : throw Cut(partial: null);
        }
        catch (ChatException exception)
        {
            exception.Partial = answer.Count > 0 ? Separated(answer.ToCompletion(), response) : null;
            throw;
        }
    }

    private static ChatCompletion Separated(ChatCompletion completion, ChatResponseInfo response) =>
        response.SeparatesThinkTags ? ThinkTagSeparator.Separate(completion) : completion;

    private static ChatCompletion InOrder(ChatCompletion completion) =>
        completion.Choices.Count < 2 ? completion : completion with { Choices = InOrder(completion.Choices, choice => choice.Index) };

    /// <summary>Returns the choices in the order of their indexes, like those of a stream. A choice without an index is ordered by its position.</summary>
    private static IReadOnlyList<T> InOrder<T>(IReadOnlyList<T> choices, Func<T, int?> indexOf) =>
        [.. choices.Select((choice, place) => (choice, index: indexOf(choice) ?? place)).OrderBy(item => item.index).Select(item => item.choice)];

    private static ChatConnectionException Cut(ChatCompletion? partial) =>
        new(ChatConnectionErrorKind.StreamTruncated, "The answer was received as a stream, which ended before the answer was complete.") { Partial = partial };

    private static ChatConnectionException Cut(ChatCompletionChunk chunk)
    {
        var answer = new ChatCompletionAccumulator();
        answer.Add(chunk);
        return Cut(answer.ToCompletion());
    }

    private static void Check(ReadOnlySpan<byte> body, ChatResponseInfo response, WireRecord answer, IReadOnlyList<WireRecord> choices, ChatCompletion? partial)
    {
        if (choices.Count > 0 && !ErrorFinder.MayContainError(answer, choices))
        {
            return;
        }

        if (ErrorReader.ReadPayload(body, isNamedError: false, response) is { } error)
        {
            error.Partial = choices.Count > 0 ? partial : null;
            throw error;
        }

        if (choices.Count == 0 && (answer.ExtraFields.ContainsKey("choices") || !WireReader.HasValue(body, "choices")))
        {
            throw new JsonException("The response has no list of choices.");
        }
    }

    private static ChatModel ReadModel(JsonElement entry)
    {
        if (entry.ValueKind != JsonValueKind.Object)
        {
            return new ChatModel { Id = entry.AsText() };
        }

        var model = WireReader.ReadWhole<ChatModel>(JsonMarshal.GetRawUtf8Value(entry));
        return model.Id is null ? model with { Id = entry.First("name", "model") } : model;
    }
}
