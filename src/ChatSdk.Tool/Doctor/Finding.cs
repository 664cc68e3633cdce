using System.Net;
using System.Text.Json.Serialization;

namespace ChatSdk.Tool;

/// <summary>Whether a server supports a feature.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Support>))]
internal enum Support
{
    /// <summary>The feature works as the protocol describes it.</summary>
    Supported,

    /// <summary>The server rejects or ignores the feature.</summary>
    NotSupported,

    /// <summary>The feature works in an unusual way.</summary>
    Odd,

    /// <summary>The probe could not determine whether the server supports the feature.</summary>
    Unknown,

    /// <summary>The probe did not run.</summary>
    Skipped,
}

/// <summary>A property to set, as C# code.</summary>
/// <param name="Type">The type that has the property, such as <c>ChatClientOptions</c>.</param>
/// <param name="Code">The assignment, such as <c>SeparateThinkTags = true</c>.</param>
internal sealed record Setting(string Type, string Code)
{
    public static Setting Client(string code) => new(nameof(ChatClientOptions), code);

    public static Setting Request(string code) => new(nameof(ChatCompletionRequest), code);

    public override string ToString() => $"{Type}: {Code}";
}

/// <summary>The result of a probe.</summary>
/// <param name="Support">Whether the server supports the feature.</param>
/// <param name="Summary">One or two sentences for a reader who does not know the server.</param>
internal sealed record Finding(Support Support, string Summary)
{
    /// <summary>Gets the parts of the request and the response that prove the finding.</summary>
    public Evidence? Evidence { get; init; }

    /// <summary>Gets a sentence about how ChatSdk handles the server's behavior.</summary>
    public string? Library { get; init; }

    /// <summary>Gets the property that the user should set for this server; <see langword="null"/> if none is needed.</summary>
    public Setting? Setting { get; init; }

    /// <summary>Gets whether the probes that depend on this probe can run after an odd finding.</summary>
    public bool IsUsable { get; init; } = true;

    /// <summary>Gets one of <see cref="ExitCodes"/> if no further probe can run; <see langword="null"/> if further probes can run.</summary>
    public int? ExitCode { get; init; }

    public static Finding Supported(string summary, Evidence? evidence = null) => new(Support.Supported, summary) { Evidence = evidence };

    public static Finding NotSupported(string summary, Evidence? evidence = null) => new(Support.NotSupported, summary) { Evidence = evidence };

    public static Finding Odd(string summary, Evidence? evidence = null) => new(Support.Odd, summary) { Evidence = evidence };

    public static Finding Unknown(string summary, Evidence? evidence = null) => new(Support.Unknown, summary) { Evidence = evidence };

    public static Finding Skipped(string reason) => new(Support.Skipped, reason);

    /// <summary>Returns the finding for a request that did not succeed.</summary>
    public static Finding Failed(ChatAttempt attempt)
    {
        var evidence = attempt.Exchange?.Evidence();
        var finding = attempt.Error switch
        {
            null => Unknown("The answer did not end within the time limit (--timeout).", evidence),
            ChatRateLimitException { IsQuotaExhausted: true } => Unknown($"The quota is exhausted: {attempt.Problem}", evidence),
            ChatRateLimitException => Unknown($"The rate limit was exceeded: {attempt.Problem}", evidence),
            ChatApiException { Status: HttpStatusCode.OK } => Odd($"The server sends an error with status 200: {attempt.Problem}", evidence),
            ChatApiException { Status: >= HttpStatusCode.InternalServerError } => NotSupported($"The server failed: {attempt.Problem}", evidence),
            ChatApiException => NotSupported($"The server rejects the request: {attempt.Problem}", evidence),
            _ => Odd($"The answer could not be read: {attempt.Problem}", evidence),
        };
        return finding with { Library = attempt.Thrown, IsUsable = false };
    }
}
