namespace ChatSdk.Tool;

/// <summary>The parts of a request and its response that prove a finding.</summary>
/// <param name="Request">The request line and the body.</param>
/// <param name="Response">The status line, and headers or a part of the body; <c>no response</c> if none was received.</param>
internal sealed record Evidence(string Request, string Response)
{
    public Evidence Hide(Secrets secrets) => new(secrets.Hide(Request), secrets.Hide(Response));

    /// <summary>Returns the request and the response as one string.</summary>
    public override string ToString() => $"{Request}\n\n{Response}";
}
