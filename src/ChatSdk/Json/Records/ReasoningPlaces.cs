namespace ChatSdk;

/// <summary>
/// Servers put the model's reasoning in one of four places, and some put the same text in two. The first place that holds
/// any is the one that counts.
/// </summary>
internal static class ReasoningPlaces
{
    public static string Unify(string? content, string? text, ChatContent? message, IReadOnlyList<ReasoningDetail>? details)
    {
        if (!string.IsNullOrEmpty(content))
        {
            return content;
        }

        if (!string.IsNullOrEmpty(text))
        {
            return text;
        }

        var thinking = message?.Parts is { } parts ? string.Concat(parts.OfType<ThinkingPart>().Select(part => part.ThinkingText)) : "";
        return thinking.Length > 0 || details is null ? thinking : string.Concat(details.Select(detail => string.IsNullOrEmpty(detail.Text) ? detail.Summary : detail.Text));
    }
}
