namespace ChatSdk.Tests.Errors;

/// <summary>An error as a server sends it, and how the client must classify it.</summary>
/// <param name="Name">The name of the server or of the error format.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Body">The response body.</param>
/// <param name="Kind">The expected kind of the error.</param>
/// <param name="Message">The expected server message.</param>
public sealed record ErrorCase(string Name, int Status, string Body, ChatErrorKind Kind, string? Message)
{
    public string? Code { get; init; }

    public string? Type { get; init; }

    public string? Param { get; init; }

    public bool IsRetryable { get; init; }

    /// <summary>Gets whether the body is recognized as an error only if the response has an error status.</summary>
    public bool NeedsStatus { get; init; }

    public override string ToString() => Name;
}
