using System.Text.Json;
using System.Text.Json.Nodes;

namespace ChatSdk.Extensions.AI;

/// <summary>
/// Reasoning that must be sent back to the server as it was received: signed, encrypted, or in a server-specific field. It is
/// stored as JSON in <c>TextReasoningContent.ProtectedData</c>, a property that is preserved in streams and persisted conversations.
/// </summary>
internal static class ProtectedReasoning
{
    private const string _content = "reasoning_content";
    private const string _text = "reasoning";
    private const string _details = "reasoning_details";
    private const string _separated = "separated_reasoning";
    private const string _thinking = "thinking_parts";

    /// <summary>Returns the JSON to store; <see langword="null"/> if there is no reasoning, or if its text is enough to restore it.</summary>
    public static string? Of(ChatMessage message, bool isTextHidden)
    {
        var parts = message.Content?.Parts?.OfType<ThinkingPart>().ToList() ?? [];
        var isInText = parts.Count == 0 && message.ReasoningDetails is not { Count: > 0 };
        if (isInText && (message.Reasoning.Length == 0 || (!isTextHidden && !string.IsNullOrEmpty(message.ReasoningContent) && message.SeparatedReasoning is null)))
        {
            return null;
        }

        JsonObject kept = [];
        Set(kept, _content, message.ReasoningContent);
        Set(kept, _text, message.ReasoningText);
        Set(kept, _details, message.ReasoningDetails is { Count: > 0 } details ? new JsonArray([.. details.Select(Json)]) : null);
        Set(kept, _separated, message.SeparatedReasoning);
        Set(kept, _thinking, parts.Count > 0 ? new JsonArray([.. parts.Select(Json)]) : null);
        return kept.ToJsonString();
    }

    /// <summary>Reads the result of <see cref="Of"/>. Returns <see langword="null"/> for anything else, such as data stored by another service.</summary>
    public static JsonObject? Read(string? kept)
    {
        try
        {
            return kept is not null && JsonNode.Parse(kept) is JsonObject fields && (fields.ContainsKey(_content) || fields.ContainsKey(_text) || fields.ContainsKey(_details) || fields.ContainsKey(_separated) || fields.ContainsKey(_thinking))
                ? fields
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Restores the reasoning in the fields in which it was received.</summary>
    public static ChatMessage Restore(ChatMessage message, JsonObject kept)
    {
        var thinking = kept[_thinking] as JsonArray;
        if (thinking is not null)
        {
            message = message with { Content = [.. thinking.OfType<JsonObject>().Select(Part), .. message.Content ?? []] };
        }

        if (kept[_separated] is { } separated)
        {
            message = message with { SeparatedReasoning = separated.GetValue<string>() };
        }

        return Fields.With(message, FieldsOf(kept.Where(field => field.Key is not (_thinking or _separated))));
    }

    private static JsonObject Json(ReasoningDetail detail)
    {
        JsonObject json = [];
        Set(json, "type", detail.Type);
        Set(json, "text", detail.Text);
        Set(json, "summary", detail.Summary);
        Set(json, "data", detail.Data);
        Set(json, "signature", detail.Signature);
        Set(json, "id", detail.Id);
        Set(json, "format", detail.Format);
        Set(json, "index", detail.Index);
        return WithExtras(json, detail);
    }

    private static JsonObject Json(ThinkingPart part)
    {
        JsonObject json = [];
        Set(json, "type", part.Type);
        Set(json, "thinking", Node(part.Thinking));
        return WithExtras(json, part);
    }

    private static ContentPart Part(JsonObject json)
    {
        ContentPart part = new ThinkingPart();
        return Fields.With(part, FieldsOf(json));
    }

    private static IEnumerable<KeyValuePair<string, JsonElement>> FieldsOf(IEnumerable<KeyValuePair<string, JsonNode?>> json) =>
        json.Select(field => KeyValuePair.Create(field.Key, Fields.Parse(field.Value)));

    private static JsonObject WithExtras(JsonObject json, WireRecord record)
    {
        foreach (var (name, value) in record.ExtraFields)
        {
            json[name] = Node(value);
        }

        return json;
    }

    private static JsonNode? Node(JsonElement? json) => json is { } value ? JsonNode.Parse(value.GetRawText()) : null;

    private static void Set(JsonObject json, string name, JsonNode? value)
    {
        if (value is not null)
        {
            json[name] = value;
        }
    }
}
