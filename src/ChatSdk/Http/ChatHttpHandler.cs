using System.Diagnostics.CodeAnalysis;
using System.Net;

namespace ChatSdk;

/// <summary>Makes what sends the requests of a client that is given nothing for it.</summary>
internal static class ChatHttpHandler
{
    /// <summary>Makes a handler, in front of which the caller may put some of his own: they see bodies unpacked.</summary>
    public static SocketsHttpHandler Create(ChatClientOptions options) => Create(options, DecompressionMethods.All);

    /// <summary>Makes connections that nobody else sees. What the handler would do to unpack a body, at a price for each call, <see cref="Decompression"/> does.</summary>
    [SuppressMessage("Reliability", "CA2000", Justification = "The HttpClient disposes the handler.")]
    public static HttpClient CreateClient(ChatClientOptions options)
    {
        var http = new HttpClient(Create(options, DecompressionMethods.None)) { Timeout = Timeout.InfiniteTimeSpan };
        HeaderText.Set(http.DefaultRequestHeaders, "Accept-Encoding", Decompression.Accepted);
        return http;
    }

    private static SocketsHttpHandler Create(ChatClientOptions options, DecompressionMethods unpacked) => new()
    {
        // A redirect would turn the question into a GET, or take prompt and key to another host.
        AllowAutoRedirect = false,

        // A client may serve many users; a cookie of one must not go with the request of another.
        UseCookies = false,
        AutomaticDecompression = unpacked,
        ConnectTimeout = options.ConnectTimeout,
        PooledConnectionLifetime = TimeSpan.FromMinutes(15),
    };
}
