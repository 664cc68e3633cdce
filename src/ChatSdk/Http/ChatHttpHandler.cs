using System.Diagnostics.CodeAnalysis;
using System.Net;

namespace ChatSdk;

/// <summary>Creates the HTTP handlers for clients that are created without an <see cref="HttpClient"/>.</summary>
internal static class ChatHttpHandler
{
    /// <summary>Creates the innermost handler of a pipeline that contains the caller's handlers. The caller's handlers expect decompressed bodies.</summary>
    public static HttpMessageHandler Create(ChatClientOptions options) => Create(options, DecompressionMethods.All);

    /// <summary>Creates an <see cref="HttpClient"/> that only the library uses. <see cref="Decompression"/> decompresses the bodies of its responses, which costs less per call than decompression by the handler.</summary>
    [SuppressMessage("Reliability", "CA2000", Justification = "The HttpClient disposes the handler.")]
    public static HttpClient CreateClient(ChatClientOptions options)
    {
        var http = new HttpClient(Create(options, DecompressionMethods.None)) { Timeout = Timeout.InfiniteTimeSpan };
        if (!OperatingSystem.IsBrowser())
        {
            HeaderText.Set(http.DefaultRequestHeaders, "Accept-Encoding", Decompression.Accepted);
        }

        return http;
    }

    // Following a redirect could change the request to a GET, or send the prompt and the key to another host. A browser manages
    // connections, cookies and decompression itself, so these cannot be configured there.
    private static HttpMessageHandler Create(ChatClientOptions options, DecompressionMethods decompression) => OperatingSystem.IsBrowser()
        ? new HttpClientHandler { AllowAutoRedirect = false }
        : new SocketsHttpHandler
        {
            AllowAutoRedirect = false,

            // A client may serve many users, so a cookie for one user must not be sent with the requests of another.
            UseCookies = false,
            AutomaticDecompression = decompression,
            ConnectTimeout = options.ConnectTimeout,
            PooledConnectionLifetime = TimeSpan.FromMinutes(15),
        };
}
