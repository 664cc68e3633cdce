using System.Collections.Frozen;
using System.Net.Http.Headers;

namespace ChatSdk;

/// <summary>What the headers of a response say.</summary>
internal sealed class ResponseHeaders
{
    private static readonly string[] _requestIdNames =
        ["x-request-id", "request-id", "apim-request-id", "mistral-correlation-id", "x-ds-trace-id", "inference-id", "cf-ray"];

    public ResponseHeaders(HttpResponseMessage response, TimeProvider time)
    {
        var all = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        Add(all, response.Headers);
        Add(all, response.Content.Headers);
        All = all;
        RequestId = _requestIdNames.Select(name => All.GetValueOrDefault(name)).FirstOrDefault(value => !string.IsNullOrWhiteSpace(value));
        RetryAfter = RetryAfterHeader.Read(All, time.GetUtcNow());
        ShouldRetry = All.GetValueOrDefault("x-should-retry")?.Trim() switch
        {
            "true" => true,
            "false" => false,
            _ => null,
        };
    }

    /// <summary>Gets the headers of no response.</summary>
    public static IReadOnlyDictionary<string, string> None { get; } = FrozenDictionary<string, string>.Empty;

    public IReadOnlyDictionary<string, string> All { get; }

    public string? RequestId { get; }

    public TimeSpan? RetryAfter { get; }

    /// <summary>Gets the server's own word on whether to retry, which stands above the status.</summary>
    public bool? ShouldRetry { get; }

    // The raw values: the typed ones are missing where a server's form is not the book's.
    private static void Add(Dictionary<string, string> all, HttpHeaders headers)
    {
        foreach (var (name, values) in headers.NonValidated)
        {
            all[name] = values.ToString();
        }
    }
}
