using Microsoft.Extensions.AI;

namespace ChatSdk.Extensions.AI;

/// <summary>
/// Adds the citations in a message as annotations to the first text content. If the message has none, the sources that the server listed
/// for the whole response are added instead. If there is no text content, for example because the text was already streamed, an empty
/// one is added.
/// </summary>
internal static class CitationMapper
{
    public static void AddTo(IList<AIContent> contents, ChatMessage message, IReadOnlyList<string>? sources)
    {
        List<AIAnnotation> citations = message.Annotations is { Count: > 0 } annotations
            ? [.. annotations.Select(Of)]
            : [.. (sources ?? []).Select(url => new CitationAnnotation { Url = Address(url) })];
        if (citations.Count == 0)
        {
            return;
        }

        var text = contents.OfType<TextContent>().FirstOrDefault();
        if (text is null)
        {
            contents.Add(text = new TextContent(""));
        }

        text.Annotations = citations;
    }

    private static CitationAnnotation Of(ChatAnnotation annotation)
    {
        var page = annotation.UrlCitation;
        return new()
        {
            Title = page?.Title,
            Url = Address(page?.Url),
            AnnotatedRegions = page?.StartIndex is null && page?.EndIndex is null ? null : [new TextSpanAnnotatedRegion { StartIndex = page.StartIndex, EndIndex = page.EndIndex }],
            AdditionalProperties = Fields.ToProperties(annotation.ExtraFields),
            RawRepresentation = annotation,
        };
    }

    private static Uri? Address(string? url) => Uri.TryCreate(url, UriKind.RelativeOrAbsolute, out var address) ? address : null;
}
