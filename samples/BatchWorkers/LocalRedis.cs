using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using StackExchange.Redis;

/// <summary>A Redis server that the sample starts and stops, and that stores no data on disk.</summary>
internal sealed class LocalRedis : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("chatsdk-redis").FullName;
    private readonly string _port = FreePort().ToString(CultureInfo.InvariantCulture);

    private LocalRedis()
    {
    }

    public string Address => $"127.0.0.1:{_port}";

    public static async Task<LocalRedis> StartAsync(CancellationToken cancellationToken)
    {
        var server = new LocalRedis();
        try
        {
            await server.RunAsync(cancellationToken);
            return server;
        }
        catch
        {
            Directory.Delete(server._folder, recursive: true);
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await using (var connection = await ConnectionMultiplexer.ConnectAsync($"{Address},allowAdmin=true"))
        {
            connection.GetServer(Address).Shutdown(ShutdownMode.Never);
        }

        Directory.Delete(_folder, recursive: true);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        // The server is a daemon, so that Ctrl-C in the terminal does not end it: the workers need it afterwards to release the lines they claimed.
        string[] arguments = ["--port", _port, "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", _folder, "--daemonize", "yes"];
        try
        {
            using var process = Process.Start(new ProcessStartInfo("redis-server", arguments) { UseShellExecute = false, RedirectStandardOutput = true })!;
            await process.StandardOutput.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
        }
        catch (Win32Exception exception)
        {
            throw new IOException("redis-server is not installed. Install it (apt-get install redis-server, brew install redis), or use --redis with the address of a Redis server.", exception);
        }

        await ReadyAsync(cancellationToken);
    }

    private async Task ReadyAsync(CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            using var client = new TcpClient();
            try
            {
                await client.ConnectAsync(IPEndPoint.Parse(Address), cancellationToken);
                return;
            }
            catch (SocketException) when (attempt < 100)
            {
                await Task.Delay(50, cancellationToken);
            }
        }
    }
}
