using System.Net;

namespace ChatSdk;

/// <summary>Creates the exception message for a server error: one line of limited length, without the secrets that were sent and without control characters.</summary>
internal static class ErrorMessage
{
    private const int _maxLength = 500;

    public static string Of(ErrorBody error, ChatErrorKind kind, ChatResponseInfo response)
    {
        var reason = string.IsNullOrWhiteSpace(error.Message) ? "the server did not state a reason" : OneLine.Of(response.WithoutSecrets(error.Message), _maxLength);
        var what = IsSuccess(response.Status) ? $"The server reported an error ({kind})" : $"The server answered {(int)response.Status} ({kind})";
        return $"{what}: {reason}{AddressHint(kind, response)}{ProxyHint(response)}";
    }

    public static bool IsSuccess(HttpStatusCode status) => (int)status is >= 200 and < 300;

    /// <summary>Returns a hint with the URL of the request and, for a redirect, its target, if a wrong URL is the likely cause of the error.</summary>
    private static string? AddressHint(ChatErrorKind kind, ChatResponseInfo response)
    {
        if (kind != ChatErrorKind.NotFound && (int)response.Status is not (>= 300 and < 400))
        {
            return null;
        }

        // Queries are left out, because they may contain keys.
        var sent = $" (sent to {response.Address})";
        return response.Headers.TryGetValue("location", out var target)
            ? $"{sent}; the response redirects to {OneLine.Of(response.WithoutSecrets(target.Split('?', '#')[0]), 200)}, but redirects are not followed"
            : sent;
    }

    /// <summary>Returns a hint that names the proxy if it may have rejected the request. With plain HTTP, the proxy's response cannot be distinguished from the server's.</summary>
    private static string? ProxyHint(ChatResponseInfo response) =>
        response.Status == HttpStatusCode.Forbidden && Uri.TryCreate(response.Address, UriKind.Absolute, out var address) && address.Scheme == Uri.UriSchemeHttp && ProxyAddress.Of(address) is { } proxy
            ? $" (the request went through the proxy {proxy}, which may have refused it)"
            : null;
}
