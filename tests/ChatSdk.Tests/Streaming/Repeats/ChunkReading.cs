using System.Text;
using System.Text.Json;
using ChatSdk.Tests.Wire;

namespace ChatSdk.Tests.Streaming.Repeats;

/// <summary>What a reader made of a stream: its chunks, how it ended, and how many chunks it read by comparison.</summary>
internal sealed record ChunkReading(IReadOnlyList<ChatCompletionChunk> Chunks, string End, int Repeats)
{
    // The first chunk of a stream is no pattern, whatever it is; this one says nothing.
    private static readonly byte[] _lead = "data: {\"choices\":[]}\n\n"u8.ToArray();

    public static async Task<ChunkReading> OfAsync(byte[] stream, params int[] pieces)
    {
        var mark = stream.AsSpan().StartsWith("\uFEFF"u8) ? 3 : 0;
        byte[] all = [.. stream[..mark], .. _lead, .. stream[mark..]];
        using var bytes = new TrickleStream(all, pieces.Length == 0 ? [] : [mark + _lead.Length, .. pieces]);
        using var events = new SseReader(bytes, 1024 * 1024);
        using var response = new HttpResponseMessage();
        var reader = new ChunkReader<ChatCompletionChunk>(events, new ChatResponseInfo(response, new ChatClientOptions(), choiceCount: 1));
        List<ChatCompletionChunk> chunks = [];
        try
        {
            while (await reader.ReadAsync(CancellationToken.None) is { } chunk)
            {
                chunks.Add(chunk);
            }

            return new(chunks[1..], reader.IsComplete ? "complete" : "cut", reader.Repeats);
        }
        catch (ChatException exception)
        {
            return new(chunks[1..], $"{exception.GetType().Name}: {exception.Message}", reader.Repeats);
        }
    }

    /// <summary>Reads every chunk in full: a comment before it, which says nothing, keeps it from being compared.</summary>
    public static async Task<ChunkReading> InFullAsync(byte[] stream)
    {
        // One byte is one character here, whatever it means.
        var text = Encoding.Latin1.GetString(stream);
        var reading = await OfAsync(Encoding.Latin1.GetBytes(text.Replace("\ndata:", "\n:\ndata:", StringComparison.Ordinal)));
        reading.Repeats.Should().Be(0);
        return reading;
    }

    public void ShouldBe(ChunkReading expected)
    {
        Chunks.Should().HaveSameCount(expected.Chunks);
        foreach (var (chunk, wanted) in Chunks.Zip(expected.Chunks))
        {
            // The JSON first: it says where they differ.
            JsonSerializer.Serialize(chunk).Should().Be(JsonSerializer.Serialize(wanted));
            chunk.Equals(wanted).Should().BeTrue("records are equal by value");
            wanted.Equals(chunk).Should().BeTrue("records are equal by value");
            chunk.GetHashCode().Should().Be(wanted.GetHashCode());
            (chunk.Text, chunk.Reasoning, chunk.FinishReason).Should().Be((wanted.Text, wanted.Reasoning, wanted.FinishReason));
        }

        End.Should().Be(expected.End);
    }
}
