using System.Net;
using System.Net.Http.Headers;

namespace ChatSdk;

/// <summary>The metadata of an HTTP response, such as its status and headers. It is safe for concurrent use.</summary>
public sealed class ChatResponseInfo
{
    private static readonly string[] _requestIdNames =
        ["x-request-id", "request-id", "apim-request-id", "mistral-correlation-id", "x-ds-trace-id", "inference-id", "cf-ray"];

    // The response itself is not stored, because it references the request and its body.
    private readonly HttpResponseHeaders _responseHeaders;
    private readonly HttpContentHeaders _contentHeaders;
    private readonly Uri? _address;
    private readonly string? _keyHeader;
    private readonly DateTimeOffset _received;
    private IReadOnlyDictionary<string, string>? _headers;

    internal ChatResponseInfo(HttpResponseMessage response, ChatClientOptions options, int? choiceCount = null)
    {
        var request = response.RequestMessage;
        _address = request?.RequestUri;
        _keyHeader = request?.Headers.NonValidated.TryGetValues(options.ApiKeyHeader, out var key) == true ? key.ToString() : null;
        Status = response.StatusCode;
        ChoiceCount = choiceCount;
        _responseHeaders = response.Headers;
        _contentHeaders = response.Content.Headers;
        _received = options.TimeProvider.GetUtcNow();
    }

    /// <summary>Gets the HTTP status.</summary>
    public HttpStatusCode Status { get; }

    /// <summary>Gets whether the answer was read from the response cache (<c>AddResponseCache</c>) and no request was sent.</summary>
    public bool IsFromCache { get; internal init; }

    /// <summary>Gets the headers of the response. Names are not case-sensitive; several values of a header are joined by <c>", "</c>.</summary>
    public IReadOnlyDictionary<string, string> Headers => _headers ??= Collect();

    /// <summary>Gets the id that the server assigned to the request, to quote when you contact the provider; <see langword="null"/> if there is none.</summary>
    public string? RequestId => _requestIdNames.Select(name => Headers.GetValueOrDefault(name)).FirstOrDefault(value => !string.IsNullOrWhiteSpace(value));

    /// <summary>Gets the rate limit for requests; <see langword="null"/> if the server does not report it.</summary>
    public ChatRateLimit? RequestLimit => RateLimitHeaders.Read(Headers, "requests", _received) ?? RateLimitHeaders.Read(Headers, "", _received);

    /// <summary>Gets the rate limit for tokens; <see langword="null"/> if the server does not report it.</summary>
    public ChatRateLimit? TokenLimit => RateLimitHeaders.Read(Headers, "tokens", _received);

    /// <summary>Gets the time to wait before the next request, as requested by the server; <see langword="null"/> if there is none. Some servers also send it with successful responses.</summary>
    public TimeSpan? RetryAfter => RetryAfterHeader.Read(Headers, _received);

    /// <summary>Gets the URL of the request, without its query, which may contain a key.</summary>
    internal string? Address => _address?.GetLeftPart(UriPartial.Path);

    /// <summary>Gets the API key that was sent, so that it can be removed from error messages, in which some servers repeat it.</summary>
    internal string? Key => _keyHeader?.Split(' ')[^1];

    /// <summary>Gets the number of requested choices; <see langword="null"/> if it is not known.</summary>
    internal int? ChoiceCount { get; }

    /// <summary>Gets whether only one choice was requested. If so, all received choices are parts of one answer.</summary>
    internal bool HasOneChoice => ChoiceCount == 1;

    /// <summary>Gets whether the server says that the request should be retried, which takes precedence over the status; <see langword="null"/> if it does not say.</summary>
    internal bool? ShouldRetry => Headers.GetValueOrDefault("x-should-retry")?.Trim() switch
    {
        "true" => true,
        "false" => false,
        _ => null,
    };

    // The raw values are used because the typed ones lack headers that are not in the standard form.
    private Dictionary<string, string> Collect()
    {
        var all = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        Add(_responseHeaders);
        Add(_contentHeaders);
        return all;

        void Add(HttpHeaders headers)
        {
            foreach (var (name, values) in headers.NonValidated)
            {
                all[name] = values.ToString();
            }
        }
    }
}
