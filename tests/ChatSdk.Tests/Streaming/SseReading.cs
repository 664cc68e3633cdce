using System.Text;
using ChatSdk.Tests.Wire;

namespace ChatSdk.Tests.Streaming;

/// <summary>Reads text as an event stream.</summary>
internal static class SseReading
{
    private const int _limit = 64 * 1024;

    /// <summary>Returns the data of each event, preceded by the event's type if that is not the default type. Fails if the result depends on the size of the reads.</summary>
    public static async Task<string[]> EventsOfAsync(string text)
    {
        var all = await EventsOfAsync(text, readSize: int.MaxValue);
        (await EventsOfAsync(text, readSize: 1)).Should().Equal(all, "the result must be the same if one byte is read at a time");
        (await EventsOfAsync(text, readSize: 3)).Should().Equal(all, "the result must be the same if three bytes are read at a time");
        return all;
    }

    public static async Task<string[]> EventsOfAsync(string text, int readSize, int limit = _limit, CancellationToken cancellationToken = default)
    {
        var events = new List<string>();
        using var stream = new TrickleStream(Encoding.UTF8.GetBytes(text), readSize);
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
