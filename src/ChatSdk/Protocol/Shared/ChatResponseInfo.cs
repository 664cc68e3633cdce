using System.Net;
using System.Net.Http.Headers;

namespace ChatSdk;

/// <summary>What was received with an answer besides its body. It is safe for concurrent use.</summary>
public sealed class ChatResponseInfo
{
    private static readonly string[] _requestIdNames =
        ["x-request-id", "request-id", "apim-request-id", "mistral-correlation-id", "x-ds-trace-id", "inference-id", "cf-ray"];

    // Not the response itself: it holds the request with its body.
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

    /// <summary>Gets whether the answer is from the response cache (<c>AddResponseCache</c>), so that no request was sent.</summary>
    public bool IsFromCache { get; internal init; }

    /// <summary>Gets the headers of the response; names do not differ by case, several values are joined by <c>", "</c>.</summary>
    public IReadOnlyDictionary<string, string> Headers => _headers ??= Collect();

    /// <summary>Gets the id that the server assigned to the request, to quote when you contact the provider; <see langword="null"/> if there is none.</summary>
    public string? RequestId => _requestIdNames.Select(name => Headers.GetValueOrDefault(name)).FirstOrDefault(value => !string.IsNullOrWhiteSpace(value));

    /// <summary>Gets how many requests the server still takes; <see langword="null"/> if it does not say.</summary>
    public ChatRateLimit? RequestLimit => RateLimitHeaders.Read(Headers, "requests", _received) ?? RateLimitHeaders.Read(Headers, "", _received);

    /// <summary>Gets how many tokens the server still takes; <see langword="null"/> if it does not say.</summary>
    public ChatRateLimit? TokenLimit => RateLimitHeaders.Read(Headers, "tokens", _received);

    /// <summary>Gets how long the server asks to wait; <see langword="null"/> if it does not say. Some servers say so with a successful answer, too.</summary>
    public TimeSpan? RetryAfter => RetryAfterHeader.Read(Headers, _received);

    /// <summary>Gets the address of the request, without its query, which may hold a key.</summary>
    internal string? Address => _address?.GetLeftPart(UriPartial.Path);

    /// <summary>Gets the key that was sent, so that it can be removed from messages: some servers repeat it.</summary>
    internal string? Key => _keyHeader?.Split(' ')[^1];

    /// <summary>Gets how many choices were requested; <see langword="null"/> if that is not known.</summary>
    internal int? ChoiceCount { get; }

    /// <summary>Gets whether one choice was requested, so that all choices are parts of one answer.</summary>
    internal bool HasOneChoice => ChoiceCount == 1;

    /// <summary>Gets whether the server asks for a retry, which takes precedence over the status.</summary>
    internal bool? ShouldRetry => Headers.GetValueOrDefault("x-should-retry")?.Trim() switch
    {
        "true" => true,
        "false" => false,
        _ => null,
    };

    // The raw values: the typed ones are missing where a server's form is not the book's.
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
