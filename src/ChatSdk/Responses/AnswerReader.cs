using System.Runtime.InteropServices;
using System.Text.Json;

namespace ChatSdk;

/// <summary>Reads the whole answers of the operations.</summary>
internal static class AnswerReader
{
    /// <summary>Reads a completion. One without choices may be an error in disguise, one with choices may bring an error along.</summary>
    public static ChatCompletion ReadCompletion(ReadOnlySpan<byte> body, ChatResponseInfo response)
    {
        var completion = WireReader.ReadWhole<ChatCompletion>(body);
        completion.Attach(response);
        Check(body, response, completion.ExtraFields, completion.Choices.Count, completion);
        return ToolCallIds.Fill(completion);
    }

    /// <summary>Reads a text completion, with the same care.</summary>
    public static TextCompletion ReadTextCompletion(ReadOnlySpan<byte> body, ChatResponseInfo response)
    {
        var completion = WireReader.ReadWhole<TextCompletion>(body);
        completion.Attach(response);
        Check(body, response, completion.ExtraFields, completion.Choices.Count, partial: null);
        return completion;
    }

    /// <summary>Reads a list of models: under <c>data</c> or <c>models</c>, or bare.</summary>
    public static IReadOnlyList<ChatModel> ReadModels(ReadOnlySpan<byte> body, ChatResponseInfo response)
    {
        var reader = new Utf8JsonReader(WireReader.WithoutMark(body));
        using var json = JsonDocument.ParseValue(ref reader);
        var list = json.RootElement;
        if (list.ValueKind == JsonValueKind.Object && (list.TryGetProperty("data"u8, out var inner) || list.TryGetProperty("models"u8, out inner)))
        {
            list = inner;
        }

        return list.ValueKind switch
        {
            JsonValueKind.Array => WireList<ChatModel>.From(list.EnumerateArray().Select(ReadModel)),
            JsonValueKind.Null => [],
            _ => throw new JsonException("There is no list of models."),
        };
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
