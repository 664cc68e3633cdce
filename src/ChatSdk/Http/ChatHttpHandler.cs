using System.Net;

namespace ChatSdk;

/// <summary>Makes the handler that a client has if it is given none.</summary>
internal static class ChatHttpHandler
{
    public static SocketsHttpHandler Create(ChatClientOptions options) => new()
    {
        // A redirect would turn the question into a GET, or take prompt and key to another host.
        AllowAutoRedirect = false,

        // A client may serve many users; a cookie of one must not go with the request of another.
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.All,
        ConnectTimeout = options.ConnectTimeout,
        PooledConnectionLifetime = TimeSpan.FromMinutes(15),
    };
}
