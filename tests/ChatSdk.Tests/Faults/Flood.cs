using System.Net.Sockets;
using System.Text;

namespace ChatSdk.Tests.Faults;

/// <summary>
/// Sends a string again and again, as fast as the client reads, until it has been sent the given number of times or the client disconnects.
/// </summary>
internal sealed class Flood
{
    private readonly Socket _socket;
    private readonly byte[] _block;
    private readonly int _times;
    private long _sent;

    public Flood(Socket socket, string text, int times = int.MaxValue)
    {
        (_socket, _block, _times) = (socket, Encoding.UTF8.GetBytes(text), times);
        End = Task.Factory.StartNew(Send, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>Gets a task that completes when everything has been sent or the client has disconnected.</summary>
    public Task End { get; }

    /// <summary>Gets the number of bytes sent so far, including those in network buffers.</summary>
    public long Sent => Volatile.Read(ref _sent);

    /// <summary>Waits until the socket has accepted no data for 300 milliseconds, which means that the client has stopped reading.</summary>
    public void WaitUntilStuck()
    {
        while (_socket.Poll(TimeSpan.FromMilliseconds(300), SelectMode.SelectWrite))
        {
            Thread.Yield();
        }
    }

    private void Send()
    {
        try
        {
            for (var time = 0; time < _times; time++)
            {
                Volatile.Write(ref _sent, _sent + _socket.Send(_block));
            }
        }
        catch (SocketException)
        {
            // The client has disconnected.
        }
    }
}
