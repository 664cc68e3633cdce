using System.Diagnostics.CodeAnalysis;
using System.Net;

namespace ChatSdk;

/// <summary>Creates the handlers of clients that are not given an <see cref="HttpClient"/>.</summary>
internal static class ChatHttpHandler
{
    /// <summary>Creates a handler for a pipeline in which handlers of the caller see decompressed bodies.</summary>
    public static SocketsHttpHandler Create(ChatClientOptions options) => Create(options, DecompressionMethods.All);

    /// <summary>Creates a client for the library alone. <see cref="Decompression"/> unpacks its bodies, which costs less per call than the handler's own.</summary>
    [SuppressMessage("Reliability", "CA2000", Justification = "The HttpClient disposes the handler.")]
    public static HttpClient CreateClient(ChatClientOptions options)
    {
        var http = new HttpClient(Create(options, DecompressionMethods.None)) { Timeout = Timeout.InfiniteTimeSpan };
        HeaderText.Set(http.DefaultRequestHeaders, "Accept-Encoding", Decompression.Accepted);
        return http;
    }

    private static SocketsHttpHandler Create(ChatClientOptions options, DecompressionMethods unpacked) => new()
    {
        // A redirect would turn the request into a GET, or take prompt and key to another host.
        AllowAutoRedirect = false,

        // A client may serve many users; a cookie of one must not be sent with the request of another.
        UseCookies = false,
        AutomaticDecompression = unpacked,
        ConnectTimeout = options.ConnectTimeout,
        PooledConnectionLifetime = TimeSpan.FromMinutes(15),
    };
}
