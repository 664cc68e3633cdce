namespace ChatSdk;

/// <summary>An error that is no JSON: a page of a proxy, plain text, nothing.</summary>
internal static class ErrorPage
{
    /// <summary>Gives the page's title, or else the text as the message.</summary>
    public static ErrorBody Read(string text)
    {
        var start = text.IndexOf("<title", StringComparison.OrdinalIgnoreCase);
        var open = start < 0 ? -1 : text.IndexOf('>', start);
        var end = open < 0 ? -1 : text.IndexOf("</title", open, StringComparison.OrdinalIgnoreCase);
        var message = end > open ? text[(open + 1)..end] : text;
        return new ErrorBody { Message = message.Trim() is { Length: > 0 } words ? words : null };
    }
}
