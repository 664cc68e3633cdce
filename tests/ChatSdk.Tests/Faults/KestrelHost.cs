using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace ChatSdk.Tests.Faults;

/// <summary>Kestrel with the transport that a test needs, such as TLS or HTTP/2.</summary>
internal sealed class KestrelHost : IAsyncDisposable
{
    private readonly WebApplication _application;
    private int _connections;

    private KestrelHost(Action<ListenOptions> listen, RequestDelegate answer)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(options => options.Listen(IPAddress.Loopback, 0, port =>
        {
            port.Use(next => connection =>
            {
                Interlocked.Increment(ref _connections);
                return next(connection);
            });
            listen(port);
        }));
        _application = builder.Build();
        _application.Run(answer);
    }

    /// <summary>Gets the number of connections opened so far.</summary>
    public int Connections => Volatile.Read(ref _connections);

    /// <summary>Gets the host and port, without a scheme.</summary>
    public string Authority => new Uri(_application.Urls.First()).Authority;

    public static async Task<KestrelHost> StartAsync(Action<ListenOptions> listen, RequestDelegate answer, CancellationToken cancellationToken)
    {
        var host = new KestrelHost(listen, answer);
        await host._application.StartAsync(cancellationToken);
        return host;
    }

    public ValueTask DisposeAsync() => _application.DisposeAsync();
}
