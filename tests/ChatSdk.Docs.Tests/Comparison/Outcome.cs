namespace ChatSdk.Docs.Tests.Comparison;

/// <summary>The result of a call: what the caller received, or the exception that was thrown.</summary>
internal sealed record Outcome(string Short, string WithMessage)
{
    public static async Task<Outcome> OfAsync(Peer peer, bool isStream, CancellationToken cancellation)
    {
        var received = new Received("", "", []);
        try
        {
            if (isStream)
            {
                await peer.Stream(received, cancellation);
                return Same($"the loop ends: {OrNothing(received)}");
            }

            return Same($"returns {OrNothing(await peer.Complete(cancellation))}");
        }
        catch (Exception exception)
        {
            cancellation.ThrowIfCancellationRequested();
            var partial = exception is ChatException { Partial: { } kept } ? $" with “{kept.Text}” in `Partial`" : "";
            var name = $"`{exception.GetType().Name}`";
            return new Outcome(name + partial, $"{name}{partial}: “{Shorten(exception.Message)}”");
        }
    }

    private static Outcome Same(string text) => new(text, text);

    private static string OrNothing(Received received) => received.ToString() is { Length: > 0 } text ? text : "nothing";

    private static string Shorten(string message)
    {
        var line = string.Join(' ', message.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).Replace("|", "\\|", StringComparison.Ordinal);
        return line.Length <= 100 ? line : $"{line[..line.LastIndexOf(' ', 100)]} …";
    }
}
