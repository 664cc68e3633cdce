using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ChatSdk.Testing.Tests;

/// <summary>Tests that a connection that was lost during recording is lost in the same way when the recording is replayed.</summary>
public sealed class BrokenRecordingTests : RecordingTest
{
    private static readonly ChatCompletionRequest _hi = new() { Messages = [ChatMessage.User("Hi")] };

    [Test]
    public async Task Truncated_stream_is_replayed_as_truncated()
    {
        Server.Streams("Hel", "lo").ThenCuts();

        var (recorded, replayed) = await DoTwiceAsync(server => ReadBrokenAsync(NewClient(server), "Hi"));

        foreach (var (text, failure) in new[] { recorded, replayed })
        {
            text.Should().Be("Hello");
            failure.Should().BeOfType<ChatConnectionException>();
        }

        (await ReadFileAsync()).Should().Contain("""{"end":"cut",""");
    }

    [Test]
    public async Task Answer_shorter_than_its_content_length_is_replayed_as_truncated()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var serving = ServeAsync("HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nshort");
        await using (var recorder = await FakeChatServer.StartRecordingAsync($"http://{listener.LocalEndpoint}/v1", RecordingPath, Guard))
        {
            await ReadAsync(recorder).Invoking(task => task).Should().ThrowAsync<HttpRequestException>();
        }

        await serving;
        await ReadAsync(await ReplayAsync()).Invoking(task => task).Should().ThrowAsync<HttpRequestException>();
        (await ReadFileAsync()).Should().Contain("{\"text\":\"short\",").And.Contain("""{"end":"cut",""");

        async Task ServeAsync(string answer)
        {
            using var client = await listener.AcceptTcpClientAsync(Guard);
            var stream = client.GetStream();
            using var lines = new StreamReader(stream, leaveOpen: true);
            while (await lines.ReadLineAsync(Guard) is { Length: > 0 })
            {
                // Read the complete request, because closing the socket with unread data would reset the connection.
            }

            await stream.WriteAsync(Encoding.ASCII.GetBytes(answer), Guard);
        }

        static async Task ReadAsync(FakeChatServer server)
        {
            using var http = new HttpClient();
            await http.GetByteArrayAsync(new Uri(server.BaseAddress + "/models"), Guard);
        }
    }

    [Test]
    public async Task Reset_connection_is_replayed_as_a_connection_failure()
    {
        Server.Streams("Hello").Pausing(TimeSpan.FromMilliseconds(20)).ThenResets();

        var (recorded, replayed) = await DoTwiceAsync(server => ReadBrokenAsync(NewClient(server), "Hi"));

        recorded.Failure.Should().BeOfType<ChatConnectionException>();
        replayed.Failure.Should().BeOfType<ChatConnectionException>();
        (await ReadFileAsync()).Should().Contain("""{"end":"reset",""");
    }

    [Test]
    public async Task Dropped_connection_is_replayed_as_dropped()
    {
        Server.Answers(FakeAnswer.Drop());

        var (recorded, replayed) = await DoTwiceAsync(server => NewClient(server).TryCreateAsync(_hi, cancellationToken: Guard));

        recorded.Error.Should().BeOfType<ChatConnectionException>();
        replayed.Error.Should().BeOfType<ChatConnectionException>();
    }

    [Test]
    public async Task Recording_ends_when_the_client_disconnects_and_the_text_received_so_far_is_replayed()
    {
        Server.Streams("Hel").ThenHangs();

        var (recorded, replayed) = await DoTwiceAsync(LeaveAfterTextAsync);

        (recorded, replayed).Should().Be(("Hel", "Hel"));
        var upstream = await Server.NextRequestAsync(Guard);
        await upstream.ClientDisconnected.WaitAsync(Guard);
        (await ReadFileAsync()).Should().Contain("""{"end":"left",""");
    }

    [Test]
    public async Task Replay_sends_nothing_if_the_recorded_client_disconnected_before_the_response_headers()
    {
        Server.Answers(FakeAnswer.Silence());
        await using (var recorder = await FakeChatServer.StartRecordingAsync(Server.BaseAddress, RecordingPath, Guard))
        {
            using var source = CancellationTokenSource.CreateLinkedTokenSource(Guard);
            var open = NewClient(recorder).CreateAsync("Hi", cancellationToken: source.Token);
            await Server.NextRequestAsync(Guard);
            await source.CancelAsync();
            await open.Invoking(task => task).Should().ThrowAsync<OperationCanceledException>();
        }

        var replay = await ReplayAsync();
        var waiting = NewClient(replay).TryCreateAsync(_hi, new ChatCallOptions { AttemptTimeout = TimeSpan.FromMilliseconds(200) }, Guard);

        (await waiting).Error.Should().BeOfType<ChatTimeoutException>();
    }

    private async Task<string> LeaveAfterTextAsync(FakeChatServer server)
    {
        await foreach (var chunk in NewClient(server).CreateStreamAsync("Hi", cancellationToken: Guard))
        {
            if (chunk.Text.Length > 0)
            {
                return chunk.Text;
            }
        }

        return "";
    }
}
