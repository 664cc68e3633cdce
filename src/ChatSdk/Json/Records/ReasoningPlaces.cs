using System.Text.Json;

namespace ChatSdk;

/// <summary>
/// Finds the model's reasoning, for which servers use different fields. Some send the same text in two fields, so only
/// the first field with text is used.
/// </summary>
internal static class ReasoningPlaces
{
    private static readonly string[] _otherNames = ["reasoning_text", "thinking"];

    /// <summary>Returns the reasoning in the fields, followed by the reasoning that was separated from the text, unless the two are equal.</summary>
    public static string Unify(string? content, string? text, ChatContent? message, IReadOnlyList<ReasoningDetail>? details, IReadOnlyDictionary<string, JsonElement> fields, string? separated)
    {
        var received = Unify(content, text, message, details, fields);
        return separated is null || separated == received ? received : received + separated;
    }

    private static string Unify(string? content, string? text, ChatContent? message, IReadOnlyList<ReasoningDetail>? details, IReadOnlyDictionary<string, JsonElement> fields)
    {
        if (!string.IsNullOrEmpty(content))
        {
            return content;
        }

        if (!string.IsNullOrEmpty(text))
        {
            return text;
        }

        if (fields.Count > 0 && Find(fields) is { } other)
        {
            return other;
        }

        var thinking = message?.Parts is { } parts ? string.Concat(parts.OfType<ThinkingPart>().Select(part => part.ThinkingText)) : "";
        return thinking.Length > 0 || details is null ? thinking : string.Concat(details.Select(detail => string.IsNullOrEmpty(detail.Text) ? detail.Summary : detail.Text));
    }

    private static string? Find(IReadOnlyDictionary<string, JsonElement> fields) => _otherNames
        .Select(name => fields.TryGetValue(name, out var value) && value.ValueKind == JsonValueKind.String ? JsonText.Of(value) : "")
        .FirstOrDefault(text => text.Length > 0);
}
