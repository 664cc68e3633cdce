using System.Text;
using ChatSdk.Tests.Wire;

namespace ChatSdk.Tests.Streaming;

/// <summary>Reads a text as a stream of events, in reads of several sizes, which must make no difference.</summary>
internal static class SseReading
{
    private const int _limit = 64 * 1024;

    /// <summary>Gets the data of the events, after their type if it is not the default one.</summary>
    public static async Task<string[]> EventsOfAsync(string text)
    {
        var whole = await EventsOfAsync(text, pieceSize: int.MaxValue);
        (await EventsOfAsync(text, pieceSize: 1)).Should().Equal(whole, "a byte at a time must give the same");
        (await EventsOfAsync(text, pieceSize: 3)).Should().Equal(whole, "three bytes at a time must give the same");
        return whole;
    }

    public static async Task<string[]> EventsOfAsync(string text, int pieceSize, int limit = _limit, CancellationToken cancellationToken = default)
    {
        var events = new List<string>();
        using var stream = new TrickleStream(Encoding.UTF8.GetBytes(text), pieceSize);
        using var reader = new SseReader(stream, limit);
        while (await ReadAsync(reader, cancellationToken))
        {
            var data = Encoding.UTF8.GetString(reader.Data);
            events.Add(reader.EventType == "message" ? data : $"{reader.EventType}|{data}");
        }

        return [.. events];
    }

    private static async Task<bool> ReadAsync(SseReader reader, CancellationToken cancellationToken)
    {
        while (!reader.TryRead())
        {
            var count = await reader.FillAsync(cancellationToken);
            reader.Take(count);
            if (count == 0)
            {
                return reader.TryReadLast();
            }
        }

        return true;
    }
}
