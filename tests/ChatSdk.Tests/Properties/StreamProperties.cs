using ChatSdk.Tests.Wire;

namespace ChatSdk.Tests.Properties;

/// <summary>Tests that every stream is read correctly, whatever its format and wherever the network splits it.</summary>
[TestFixture]
public sealed class StreamProperties
{
    private static readonly Dictionary<string, string> _headers = new(StringComparer.Ordinal) { ["content-type"] = "text/event-stream" };

    [Test]
    public void Chunks_depend_neither_on_the_format_of_the_stream_nor_on_where_it_is_split() => Holds.For(EventStream.All, async stream =>
    {
        var fixture = new WireFixture("generated", "chat_stream", 200, _headers, stream.Bytes, default);
        using var http = new HttpClient(new TrickleHandler(fixture, stream.ReadSizes));
        using var client = new ChatClient(http, new ChatClientOptions { BaseAddress = "http://127.0.0.1/v1", Model = "m", MaxRetries = 0 });

        List<string> texts = [];
        await foreach (var chunk in client.CreateStreamAsync("Hi"))
        {
            texts.Add(chunk.Text);
        }

        texts.Should().Equal(stream.Texts);
    });
}
