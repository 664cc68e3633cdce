using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ChatSdk.Benchmarks.Compare;

/// <summary>
/// A server in a separate process that sends prepared responses. The model in the request is the name of a workload, which may have a
/// suffix. For the model <c>stream*500</c>, the server sends the chunks of the workload <c>stream</c> 500 times. For <c>stream/50</c>, it
/// sends only the first 50 chunks, and waits 100 milliseconds before each of them, but 30 seconds before the sixth.
/// </summary>
internal static class WorkloadServer
{
    private static readonly Dictionary<string, WorkloadAnswer> _answers = Workload.All.ToDictionary(workload => workload.Name, workload => new WorkloadAnswer(workload), StringComparer.Ordinal);

    /// <summary>Prints the port of the server, and serves requests until the standard input is closed.</summary>
    public static async Task RunAsync()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start(512);
        Console.WriteLine(((IPEndPoint)listener.LocalEndpoint).Port);

        // Even the asynchronous methods of Console.In block, so another thread reads it.
        var end = Task.Run(Console.In.ReadToEnd);
        while (await Task.WhenAny(end, AcceptAsync(listener)) != end)
        {
        }
    }

    private static async Task AcceptAsync(TcpListener listener)
    {
        var socket = await listener.AcceptSocketAsync();
        socket.NoDelay = true;
        _ = ServeAsync(socket);
    }

    private static async Task ServeAsync(Socket socket)
    {
        using (socket)
        {
            var buffer = new byte[16 * 1024];
            var count = 0;
            while (await ReceiveAsync(socket, buffer.AsMemory(count)) is > 0 and var read)
            {
                count += read;
                if (IsComplete(Encoding.ASCII.GetString(buffer, 0, count), out var model))
                {
                    count = 0;
                    await (model.Split('*', '/') switch
                    {
                        [var name, var number] when model.Contains('*', StringComparison.Ordinal) => _answers[name].SendAsync(socket, int.Parse(number, CultureInfo.InvariantCulture)),
                        [var name, var number] => _answers[name].SendSlowlyAsync(socket, int.Parse(number, CultureInfo.InvariantCulture)),
                        _ => _answers[model].SendAsync(socket, times: 1),
                    });
                }
            }
        }
    }

    private static async ValueTask<int> ReceiveAsync(Socket socket, Memory<byte> buffer)
    {
        try
        {
            return await socket.ReceiveAsync(buffer);
        }
        catch (SocketException)
        {
            return 0;
        }
    }

    /// <summary>Determines whether the request was received completely, and returns its model. The text never contains a second request, because clients wait for the answer before they send one.</summary>
    private static bool IsComplete(string request, out string model)
    {
        const string Length = "\r\nContent-Length: ";
        const string Model = "\"model\":\"";
        model = "";
        var body = request.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4;
        var length = request.IndexOf(Length, StringComparison.OrdinalIgnoreCase) + Length.Length;
        var isComplete = body >= 4 && (length < Length.Length
            ? request.EndsWith("\r\n0\r\n\r\n", StringComparison.Ordinal)
            : request.Length - body >= int.Parse(request.AsSpan(length, request.IndexOf('\r', length) - length), CultureInfo.InvariantCulture));
        if (isComplete)
        {
            var name = request.IndexOf(Model, StringComparison.Ordinal) + Model.Length;
            model = request[name..request.IndexOf('"', name)];
        }

        return isComplete;
    }
}
