using System.Net;
using System.Net.Http.Headers;

namespace ChatSdk;

/// <summary>The metadata of an HTTP response, such as its status and headers. All members are thread-safe.</summary>
public sealed class ChatResponseInfo
{
    private static readonly string[] _requestIdNames =
        ["x-request-id", "request-id", "apim-request-id", "mistral-correlation-id", "x-ds-trace-id", "inference-id", "cf-ray"];

    // Shorter secrets are not masked, because they may also be ordinary words in the text.
    private const int _minSecretLength = 6;

    // The response itself is not stored, because it references the request and its body.
    private readonly HttpResponseHeaders _responseHeaders;
    private readonly HttpContentHeaders _contentHeaders;
    private readonly HttpRequestHeaders? _requestHeaders;
    private readonly Uri? _address;
    private readonly string _apiKeyHeader;
    private readonly DateTime _received;
    private IReadOnlyDictionary<string, string>? _headers;

    internal ChatResponseInfo(HttpResponseMessage response, ChatClientOptions options, int? choiceCount = null)
    {
        var request = response.RequestMessage;
        _address = request?.RequestUri;
        _requestHeaders = request?.Headers;
        _apiKeyHeader = options.ApiKeyHeader;
        Status = response.StatusCode;
        ChoiceCount = choiceCount;
        _responseHeaders = response.Headers;
        _contentHeaders = response.Content.Headers;
        _received = options.TimeProvider.GetUtcNow().UtcDateTime;
    }

    /// <summary>Gets the HTTP status.</summary>
    public HttpStatusCode Status { get; }

    /// <summary>Gets whether the answer was read from the response cache (<c>AddResponseCache</c>) and no request was sent.</summary>
    public bool IsFromCache { get; internal init; }

    /// <summary>Gets the headers of the response. Names are not case-sensitive; several values of the same header are joined by <c>", "</c>.</summary>
    public IReadOnlyDictionary<string, string> Headers => _headers ??= Collect();

    /// <summary>Gets the id that the server assigned to the request, to quote when you contact the provider; <see langword="null"/> if there is none.</summary>
    public string? RequestId => _requestIdNames.Select(name => Headers.GetValueOrDefault(name)).FirstOrDefault(value => !string.IsNullOrWhiteSpace(value));

    /// <summary>Gets the rate limit for requests; <see langword="null"/> if the server does not report it.</summary>
    public ChatRateLimit? RequestLimit => RateLimitHeaders.Read(Headers, "requests", Received) ?? RateLimitHeaders.Read(Headers, "", Received);

    /// <summary>Gets the rate limit for tokens; <see langword="null"/> if the server does not report it.</summary>
    public ChatRateLimit? TokenLimit => RateLimitHeaders.Read(Headers, "tokens", Received);

    /// <summary>Gets the time that the server tells the client to wait before the next request; <see langword="null"/> if the server does not specify one. Some servers also specify it in successful responses.</summary>
    public TimeSpan? RetryAfter => RetryAfterHeader.Read(Headers, Received);

    /// <summary>Gets the URL of the request, without its query, which may contain a key.</summary>
    internal string? Address => _address?.GetLeftPart(UriPartial.Path);

    /// <summary>Gets the number of requested choices; <see langword="null"/> if it is not known.</summary>
    internal int? ChoiceCount { get; }

    /// <summary>Gets whether only one choice was requested. If the server returns several anyway, each of them contains a part of the answer.</summary>
    internal bool HasOneChoice => ChoiceCount == 1;

    /// <summary>Gets whether reasoning between tags is separated from the text of the answer.</summary>
    internal bool SeparatesThinkTags { get; init; }

    /// <summary>Gets whether the request should be retried according to the header <c>x-should-retry</c>, which takes precedence over the status; <see langword="null"/> if the header does not say.</summary>
    internal bool? ShouldRetry => Headers.GetValueOrDefault("x-should-retry")?.Trim() switch
    {
        "true" => true,
        "false" => false,
        _ => null,
    };

    private DateTimeOffset Received => new(_received);

    /// <summary>Masks the secrets of the request in text from the server, because some servers repeat secrets in error messages.</summary>
    internal string WithoutSecrets(string text)
    {
        var secrets = new SentSecrets(_minSecretLength);
        secrets.AddQuery(_address?.Query ?? "");
        foreach (var (name, values) in _requestHeaders?.NonValidated ?? default)
        {
            if (SecretName.Is(name) || name.Equals(_apiKeyHeader, StringComparison.OrdinalIgnoreCase))
            {
                secrets.AddHeader(values.ToString());
            }
        }

        return secrets.Hide(text, _ => "***");
    }

    // NonValidated returns the raw values. The typed properties of HttpResponseHeaders are null if the value does not have the standard form.
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
