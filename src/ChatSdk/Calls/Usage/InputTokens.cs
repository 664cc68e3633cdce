using System.Text.Json;

namespace ChatSdk;

/// <summary>
/// Estimates the number of input tokens in a request: those of its messages, prompts, tools and response format. Images, audio and files
/// count as a fixed number of tokens each, because their size in bytes says little about how many tokens they have.
/// </summary>
/// <param name="count">Counts the tokens in a string; <see langword="null"/> to estimate them.</param>
internal readonly struct InputTokens(Func<string, int>? count)
{
    // An item of a list, such as a message or a tool call, has an overhead of a few tokens.
    private const int _itemOverhead = 4;
    private const int _mediaTokens = 1000;

    private static readonly JsonDocumentOptions _reading = new() { MaxDepth = 1000 };

    /// <summary>Returns the number of tokens in a request to any endpoint; 0 if the request has no body.</summary>
    public long Of(byte[]? body)
    {
        if (body is null)
        {
            return 0;
        }

        using var json = JsonDocument.Parse(body, _reading);
        var tokens = 0L;
        foreach (var member in json.RootElement.EnumerateObject())
        {
            tokens += member.Name switch
            {
                // These settings can be long, but the model does not see them.
                "model" or "user" or "metadata" or "logit_bias" or "prompt_cache_key" or "safety_identifier" => 0,

                // The model sees their JSON, or a text of about the same length.
                "tools" or "functions" or "response_format" => OfText(member.Value.GetRawText()),
                "input" => OfContent(member.Value),
                _ when member.Value.ValueKind == JsonValueKind.Number => 0,
                _ => OfValue(member.Value),
            };
        }

        return tokens;
    }

    /// <summary>Returns the number of tokens in a message.</summary>
    public long Of(ChatMessage message) => _itemOverhead + OfValue(WireBytes.ElementOf(message with { SeparatedReasoning = null }));

    /// <summary>Returns the number of tokens in a string.</summary>
    public long OfText(string? text) => string.IsNullOrEmpty(text) ? 0 : count is null ? TokenEstimate.Of(text) : Math.Max(0, count(text));

    private long OfValue(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => OfText(value.GetString()),

        // A prompt can be a list of token ids.
        JsonValueKind.Number => 1,
        JsonValueKind.Array => Sum(value, static (tokens, item) => (item.ValueKind == JsonValueKind.Object ? _itemOverhead : 0) + tokens.OfValue(item)),
        JsonValueKind.Object => OfObject(value),
        _ => 0,
    };

    private long OfObject(JsonElement value)
    {
        var tokens = 0L;
        foreach (var member in value.EnumerateObject())
        {
            tokens += member.Name switch
            {
                "role" or "type" or "id" or "index" or "tool_call_id" or "annotations" or "cache_control" => 0,
                "content" => OfContent(member.Value),
                "audio" => _mediaTokens,
                "images" => member.Value.ValueKind == JsonValueKind.Array ? (long)member.Value.GetArrayLength() * _mediaTokens : 0,
                _ => OfValue(member.Value),
            };
        }

        return tokens;
    }

    private long OfContent(JsonElement content) =>
        content.ValueKind == JsonValueKind.Array ? Sum(content, static (tokens, part) => IsMedia(part) ? _mediaTokens : tokens.OfValue(part)) : OfValue(content);

    private static bool IsMedia(JsonElement part) =>
        part.ValueKind == JsonValueKind.Object
        && part.TryGetProperty("type", out _)
        && !part.TryGetProperty("text", out _)
        && !part.TryGetProperty("refusal", out _)
        && !part.TryGetProperty("thinking", out _);

    private long Sum(JsonElement list, Func<InputTokens, JsonElement, long> of)
    {
        var tokens = 0L;
        foreach (var item in list.EnumerateArray())
        {
            tokens += of(this, item);
        }

        return tokens;
    }
}
