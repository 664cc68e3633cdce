namespace ChatSdk;

/// <summary>Reads an error body that is not JSON, such as the HTML page of a proxy, plain text, or an empty body.</summary>
internal static class ErrorPage
{
    // The elements that contain the message, in order of preference. MESSAGE is an element in XML error documents.
    private static readonly string[][] _messageElements = [["TITLE"], ["H1", "H2", "H3", "H4", "H5", "H6"], ["MESSAGE"]];

    /// <summary>Reads the message. Plain text is used as it is. In HTML or XML, the message is the first of these that is not empty: the title, a heading, the <c>MESSAGE</c> element, and all text without the tags.</summary>
    public static ErrorBody Read(string text, string? contentType)
    {
        var isMarkup = Words.Any(contentType ?? "", "html", "xml") || text.AsSpan().TrimStart() is ['<', ..];
        var message = isMarkup ? ReadMarkup(Markup.Split(text)) : text.Trim();
        return new ErrorBody { Message = message.Length > 0 ? message : null };
    }

    private static string ReadMarkup(List<(string Tag, string Text)> parts) =>
        _messageElements.Select(elements => TextOf(parts, elements)).FirstOrDefault(text => text.Length > 0) ?? Join(parts);

    /// <summary>Returns the text of the first element that is not empty and has one of the given names.</summary>
    private static string TextOf(List<(string Tag, string Text)> parts, string[] elements)
    {
        List<(string Tag, string Text)> inside = [];
        string? element = null;
        foreach (var part in parts)
        {
            if (element is not null && part.Tag == $"/{element}")
            {
                if (Join(inside) is { Length: > 0 } text)
                {
                    return text;
                }

                element = null;
                inside.Clear();
            }

            element ??= elements.Contains(part.Tag) ? part.Tag : null;
            if (element is not null)
            {
                inside.Add(part);
            }
        }

        return Join(inside);
    }

    private static string Join(IEnumerable<(string Tag, string Text)> parts) => string.Join(' ', parts.Select(part => part.Text).Where(text => text.Length > 0));
}
