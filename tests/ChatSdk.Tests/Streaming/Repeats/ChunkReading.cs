using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using ChatSdk.Tests.Wire;

namespace ChatSdk.Tests.Streaming.Repeats;

/// <summary>The result of reading a stream: its chunks, how it ended, and how many chunks were read by comparison with an earlier chunk.</summary>
internal sealed record ChunkReading(IReadOnlyList<ChatCompletionChunk> Chunks, string End, int Repeats)
{
    // Chunks are never compared with the first chunk of a stream, so an empty chunk is inserted before the others.
    private static readonly byte[] _firstChunk = "data: {\"choices\":[]}\n\n"u8.ToArray();

    public static async Task<ChunkReading> OfAsync(byte[] stream, params int[] readSizes)
    {
        var mark = stream.AsSpan().StartsWith("\uFEFF"u8) ? 3 : 0;
        byte[] all = [.. stream[..mark], .. _firstChunk, .. stream[mark..]];
        using var bytes = new TrickleStream(all, readSizes.Length == 0 ? [] : [mark + _firstChunk.Length, .. readSizes]);
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

            return new(chunks[1..], reader.IsComplete ? "complete" : "truncated", reader.Repeats);
        }
        catch (ChatException exception)
        {
            return new(chunks[1..], $"{exception.GetType().Name}: {exception.Message}", reader.Repeats);
        }
    }

    /// <summary>Reads a stream so that every chunk is parsed in full: a different comment before each field prevents the comparison with an earlier chunk.</summary>
    public static async Task<ChunkReading> ParsedAsync(byte[] stream)
    {
        // Latin-1 maps each byte to one character.
        var text = Encoding.Latin1.GetString(stream);
        var number = 0;
        var reading = await OfAsync(Encoding.Latin1.GetBytes(Regex.Replace(text, "(?<=^|\n)(event|id|data):", match => $":{number++}\n{match.Value}", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1))));
        reading.Repeats.Should().Be(0);
        return reading;
    }

    public void ShouldBe(ChunkReading expected)
    {
        Chunks.Should().HaveSameCount(expected.Chunks);
        foreach (var (chunk, other) in Chunks.Zip(expected.Chunks))
        {
            // The JSON is compared first because its failure message shows the difference.
            JsonSerializer.Serialize(chunk).Should().Be(JsonSerializer.Serialize(other));
            chunk.Equals(other).Should().BeTrue("records have value equality");
            other.Equals(chunk).Should().BeTrue("records have value equality");
            chunk.GetHashCode().Should().Be(other.GetHashCode());
            (chunk.Text, chunk.Reasoning, chunk.FinishReason).Should().Be((other.Text, other.Reasoning, other.FinishReason));
        }

        End.Should().Be(expected.End);
    }
}
