using System.Net.Http.Headers;

namespace ChatSdk;

/// <summary>Builds the HTTP request for an attempt.</summary>
internal static class RequestBuilder
{
    private static readonly HttpRequestOptionsKey<bool> _streaming = new("WebAssemblyEnableStreamingResponse");

    public static async ValueTask<HttpRequestMessage> BuildAsync(HttpMethod method, Uri address, byte[]? body, string accept, ChatClientOptions options, CancellationToken cancellationToken)
    {
        var key = options.ApiKeyProvider is { } provider
            ? CheckKey(await BoundedWait<string?>.ForAsync(provider(cancellationToken), cancellationToken).ConfigureAwait(false))
            : options.ApiKey?.Trim();
        var request = new HttpRequestMessage(method, address);
        if (OperatingSystem.IsBrowser())
        {
            // Without this option, .NET 8 returns a body in a browser only when the body is complete.
            request.Options.Set(_streaming, true);
        }

        if (body is not null)
        {
            request.Content = new ByteArrayContent(body);
            HeaderText.Set(request.Content.Headers, "Content-Type", "application/json");
        }

        HeaderText.Set(request.Headers, "Accept", accept);
        foreach (var (name, value) in options.Headers)
        {
            HeaderText.Set(request.Headers, name, value);
        }

        if (!string.IsNullOrEmpty(key))
        {
            SetKey(request.Headers, options, key);
        }

        return request;
    }

    private static void SetKey(HttpRequestHeaders headers, ChatClientOptions options, string key)
    {
        var isStandard = options.ApiKeyHeader.Equals("Authorization", StringComparison.OrdinalIgnoreCase);
        var scheme = options.ApiKeyScheme ?? (isStandard ? "Bearer" : "");
        var hasScheme = scheme.Length == 0 || (key.StartsWith(scheme, StringComparison.OrdinalIgnoreCase) && key.AsSpan(scheme.Length) is [' ', ..]);
        HeaderText.Set(headers, options.ApiKeyHeader, hasScheme ? key : $"{scheme} {key}");
    }

    private static string? CheckKey(string? key)
    {
        key = key?.Trim();
        return string.IsNullOrEmpty(key) || HeaderText.IsValue(key)
            ? key
            : throw new InvalidOperationException("ApiKeyProvider returned an invalid key. A key must be ASCII text without control characters (its value is not shown).");
    }
}
