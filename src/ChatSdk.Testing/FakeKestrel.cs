using System.Net;
using System.Text;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace ChatSdk.Testing;

/// <summary>
/// Creates Kestrel without a host. A host would read the environment and the <c>appsettings.json</c> of the program
/// under test, which could change the address.
/// </summary>
internal static class FakeKestrel
{
    public static KestrelServer Create(int port)
    {
        var options = new KestrelServerOptions { AddServerHeader = false };
        // Headers from a recorded server are forwarded even if they are not ASCII.
        options.ResponseHeaderEncodingSelector = static _ => Encoding.Latin1;
        // A test may send bodies of any size at any rate.
        options.Limits.MaxRequestBodySize = null;
        options.Limits.MinRequestBodyDataRate = null;
        options.Limits.MinResponseDataRate = null;
        options.Listen(IPAddress.Loopback, port, listen => listen.Protocols = HttpProtocols.Http1);
        var sockets = new SocketTransportFactory(Options.Create(new SocketTransportOptions()), NullLoggerFactory.Instance);
        return new KestrelServer(Options.Create(options), sockets, NullLoggerFactory.Instance);
    }
}
