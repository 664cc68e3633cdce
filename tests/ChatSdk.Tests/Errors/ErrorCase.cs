namespace ChatSdk.Tests.Errors;

/// <summary>An error as a server sends it, and what the client must make of it.</summary>
/// <param name="Name">Who sends it.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Body">The body.</param>
/// <param name="Kind">The class of the error.</param>
/// <param name="Message">The server's words.</param>
public sealed record ErrorCase(string Name, int Status, string Body, ChatErrorKind Kind, string? Message)
{
    public string? Code { get; init; }

    public string? Type { get; init; }

    public string? Param { get; init; }

    public bool IsRetryable { get; init; }

    /// <summary>Gets whether the body means an error only because of its status.</summary>
    public bool NeedsStatus { get; init; }

    public override string ToString() => Name;
}
