using System.Collections.Frozen;
using System.Net;

namespace ChatSdk;

/// <summary>A server's error, in the one shape that all the shapes on the wire are brought to.</summary>
internal sealed class ApiError
{
    private const int _longestMessage = 500;

    // What is shorter may be a word of the message.
    private const int _shortestKey = 6;

    public required HttpStatusCode Status { get; init; }

    public ChatErrorKind Kind { get; init; }

    public string? Message { get; init; }

    public string? Code { get; init; }

    public string? Type { get; init; }

    public string? Param { get; init; }

    public string? Reason { get; init; }

    public FieldBag ExtraFields { get; init; } = FieldBag.Empty;

    public TimeSpan? RetryAfter { get; init; }

    public string? RequestId { get; init; }

    public string Body { get; init; } = "";

    public IReadOnlyDictionary<string, string> Headers { get; init; } = FrozenDictionary<string, string>.Empty;

    /// <summary>Gets what stands behind the message: the address, where a wrong one is the likely reason.</summary>
    public string? Hint { get; init; }

    /// <summary>Gets the key that was sent, which must not be in the message.</summary>
    public string? Key { get; init; }

    public bool IsRetryable { get; init; }

    public ChatApiException ToException() => Kind switch
    {
        ChatErrorKind.ContentFilter => new ChatContentFilterException(this),
        ChatErrorKind.RateLimit or ChatErrorKind.QuotaExhausted => new ChatRateLimitException(this),
        _ => new ChatApiException(this),
    };

    /// <summary>Gives the exception's message: one line, bounded, without what could forge a log.</summary>
    public string Describe()
    {
        var words = string.IsNullOrWhiteSpace(Message) ? "the server gave no reason" : OneLine.Of(WithoutKey(Message), _longestMessage);
        var where = Status == HttpStatusCode.OK ? $"The server reported an error ({Kind})" : $"The server answered {(int)Status} ({Kind})";
        return $"{where}: {words}{Hint}";
    }

    private string WithoutKey(string text) => Key is { Length: >= _shortestKey } ? text.Replace(Key, "***", StringComparison.Ordinal) : text;
}
