using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Caching.Distributed;

namespace ChatSdk.RedisTest;

/// <summary>
/// A Redis of this machine as a store, a connection an operation. By hand, because StackExchange.Redis needs packages that
/// cannot be restored from every source.
/// </summary>
internal sealed class RedisStore(int port) : IDistributedCache
{
    public Task<byte[]?> GetAsync(string key, CancellationToken token = default) => AskAsync(token, "GET"u8.ToArray(), Encoding.UTF8.GetBytes(key));

    public Task SetAsync(string key, byte[] value, DistributedCacheEntryOptions options, CancellationToken token = default)
    {
        var milliseconds = (long)options.AbsoluteExpirationRelativeToNow!.Value.TotalMilliseconds;
        return AskAsync(token, "SET"u8.ToArray(), Encoding.UTF8.GetBytes(key), value, "PX"u8.ToArray(), Encoding.ASCII.GetBytes(milliseconds.ToString(CultureInfo.InvariantCulture)));
    }

    /// <summary>Sends a command, and gives the bytes of its reply; <see langword="null"/> if it has none.</summary>
    public async Task<byte[]?> AskAsync(CancellationToken token, params byte[][] words)
    {
        using var connection = new TcpClient();
        await connection.ConnectAsync(IPAddress.Loopback, port, token).ConfigureAwait(false);
        var stream = connection.GetStream();
        await using var closing = stream.ConfigureAwait(false);
        await stream.WriteAsync(Command(words), token).ConfigureAwait(false);
        return await ReplyAsync(stream, token).ConfigureAwait(false);
    }

    public byte[]? Get(string key) => throw new NotSupportedException();

    public void Set(string key, byte[] value, DistributedCacheEntryOptions options) => throw new NotSupportedException();

    public void Refresh(string key) => throw new NotSupportedException();

    public Task RefreshAsync(string key, CancellationToken token = default) => throw new NotSupportedException();

    public void Remove(string key) => throw new NotSupportedException();

    public Task RemoveAsync(string key, CancellationToken token = default) => throw new NotSupportedException();

    private static byte[] Command(byte[][] words)
    {
        using var bytes = new MemoryStream();
        bytes.Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"*{words.Length}\r\n")));
        foreach (var word in words)
        {
            bytes.Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"${word.Length}\r\n")));
            bytes.Write(word);
            bytes.Write("\r\n"u8);
        }

        return bytes.ToArray();
    }

    private static async Task<byte[]?> ReplyAsync(NetworkStream stream, CancellationToken token)
    {
        var head = new StringBuilder();
        var one = new byte[1];
        while (head.Length < 2 || head[^1] != '\n')
        {
            await stream.ReadExactlyAsync(one, token).ConfigureAwait(false);
            head.Append((char)one[0]);
        }

        if (head[0] is '-')
        {
            throw new IOException($"Redis says: {head}");
        }

        var length = head[0] is '$' ? int.Parse(head.ToString(1, head.Length - 3), CultureInfo.InvariantCulture) : -1;
        if (length < 0)
        {
            return null;
        }

        var value = new byte[length];
        await stream.ReadExactlyAsync(value, token).ConfigureAwait(false);
        return value;
    }
}
