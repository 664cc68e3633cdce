using System.Net.Sockets;
using System.Text.Json;

namespace ChatSdk.Testing.Tests;

public sealed class FakeChatServerTests : ServerTest
{
    [Test]
    public void Address_is_local_and_ends_in_v1()
    {
        Server.BaseAddress.Should().MatchRegex(@"^http://127\.0\.0\.1:\d+/v1$");
    }

    [Test]
    public async Task Requests_contains_each_request_as_it_was_received()
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, Server.BaseAddress + "/a%2Fb/c?x=1&y=%20")
        {
            Content = new StringContent("""{"ü":[1]}"""),
        };
        request.Headers.Add("X-Many", ["one", "two"]);

        using var response = await Client.SendAsync(request, Guard);

        var seen = Server.Requests.Should().ContainSingle().Subject;
        seen.Method.Should().Be("PUT");
        seen.Path.Should().Be("/v1/a%2Fb/c");
        seen.Query.Should().Be("?x=1&y=%20");
        seen.Headers["x-many"].Should().Be("one, two");
        seen.Body.Should().Be("""{"ü":[1]}""");
        seen.Json!.Value.GetProperty("ü")[0].GetInt32().Should().Be(1);
    }

    [Test]
    public async Task Json_property_is_null_if_the_body_is_not_json()
    {
        using var get = await Client.GetAsync(Server.BaseAddress + "/models", Guard);
        using var post = await PostAsync("{oops");

        Server.Requests.Should().OnlyContain(request => request.Json == null);
        Server.Requests.Select(request => request.Body).Should().Equal("", "{oops");
        Server.Requests[0].Query.Should().BeEmpty();
    }

    [Test]
    public async Task Requests_returns_a_snapshot_and_can_be_read_after_the_server_is_disposed()
    {
        var before = Server.Requests;
        using var response = await PostAsync(Hello);

        await Server.DisposeAsync();

        before.Should().BeEmpty();
        Server.Requests.Should().ContainSingle();
    }

    [Test]
    public async Task Request_body_of_40_megabytes_is_accepted()
    {
        var text = new string('x', 40_000_000);

        using var response = await PostAsync(text);

        Server.Requests[0].Body.Should().HaveLength(text.Length);
    }

    [Test]
    public async Task NextRequestAsync_returns_each_request_once_and_in_order()
    {
        var waiting = Server.NextRequestAsync(Guard);
        using var first = await PostAsync("1");
        using var second = await PostAsync("2");

        (await waiting).Body.Should().Be("1");
        (await Server.NextRequestAsync(Guard)).Body.Should().Be("2");
    }

    [Test]
    public async Task NextRequestAsync_stops_waiting_when_canceled()
    {
        using var cancellation = new CancellationTokenSource();
        var waiting = Server.NextRequestAsync(cancellation.Token);

        await cancellation.CancelAsync();

        await waiting.Invoking(task => task).Should().ThrowAsync<OperationCanceledException>();
    }

    [Test]
    public async Task NextRequestAsync_throws_when_the_server_is_disposed()
    {
        var waiting = Server.NextRequestAsync(Guard);

        await Server.DisposeAsync();

        await waiting.Invoking(task => task).Should().ThrowAsync<ObjectDisposedException>();
    }

    [Test]
    public async Task Queued_answers_are_sent_in_order_before_the_default_answer()
    {
        Server.AnswersJson("""{"is":1}""").AnswersError(500, "two").AnswersAlways(FakeAnswer.Json("""{"is":3}"""));

        var answers = new List<string>();
        for (var round = 0; round < 4; round++)
        {
            answers.Add((await SendForJsonAsync(Hello)).GetRawText()[..7]);
        }

        answers.Should().Equal("""{"is":1""", """{"error""", """{"is":3""", """{"is":3""");
    }

    [Test]
    public async Task Concurrent_requests_receive_the_answers_in_the_order_in_which_Requests_lists_them()
    {
        for (var number = 0; number < 20; number++)
        {
            Server.AnswersJson($"{number}");
        }

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(async number =>
            (Sent: number, Received: (await SendForJsonAsync($"{number}")).GetInt32())));

        answers.Select(pair => pair.Received).Should().BeEquivalentTo(Enumerable.Range(0, 20));
        answers.Should().OnlyContain(pair => Server.Requests[pair.Received].Body == $"{pair.Sent}");
    }

    [Test]
    public async Task Connection_is_reused_after_complete_answers()
    {
        var connections = 0;
        using var handler = new SocketsHttpHandler
        {
            ConnectCallback = async (context, cancellationToken) =>
            {
                Interlocked.Increment(ref connections);
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                await socket.ConnectAsync(context.DnsEndPoint, cancellationToken);
                return new NetworkStream(socket, ownsSocket: true);
            },
        };
        using var client = new HttpClient(handler);
        Server.AnswersJson("{}").Streams("a", "b").AnswersError(400, "no");

        for (var round = 0; round < 3; round++)
        {
            await client.GetAsync(ChatAddress, Guard);
        }

        connections.Should().Be(1);
    }

    [Test]
    public async Task Dispose_ends_hanging_requests_and_does_not_report_that_the_clients_disconnected()
    {
        Server.Answers(FakeAnswer.Silence());
        Server.Answers(FakeAnswer.Events("one").ThenHangs());
        Server.Answers(FakeAnswer.Events("one", "two").Pausing(TimeSpan.FromHours(1)).ThenResets());
        var silent = OpenAsync("{}", Guard);
        await Server.NextRequestAsync(Guard);
        using var hanging = await OpenAsync("{}", Guard);
        using var pausing = await OpenAsync("{}", Guard);

        var start = TimeProvider.System.GetTimestamp();
        await Server.DisposeAsync();

        TestContext.Out.WriteLine($"Disposed in {TimeProvider.System.GetElapsedTime(start).TotalMilliseconds} ms.");
        await silent.Invoking(task => task).Should().ThrowAsync<HttpRequestException>();
        await hanging.Invoking(response => response.Content.ReadAsByteArrayAsync(Guard)).Should().ThrowAsync<HttpRequestException>();
        Server.Requests.Should().HaveCount(3).And.OnlyContain(request => !request.ClientDisconnected.IsCompleted);
    }

    [Test]
    public async Task Second_dispose_has_no_effect()
    {
        await Server.DisposeAsync();

        await Server.Invoking(server => server.DisposeAsync().AsTask()).Should().NotThrowAsync();
    }

    [Test]
    public async Task Start_with_a_canceled_token_throws()
    {
        var start = () => FakeChatServer.StartAsync(new CancellationToken(canceled: true));

        await start.Should().ThrowAsync<OperationCanceledException>();
    }

    [Test]
    public async Task Servers_that_run_at_the_same_time_are_independent()
    {
        await using var other = await FakeChatServer.StartAsync(Guard);
        other.AnswersJson("1");

        using var response = await Client.GetAsync(other.BaseAddress, Guard);

        (await JsonOfAsync(response)).ValueKind.Should().Be(JsonValueKind.Number);
        Server.Requests.Should().BeEmpty();
    }
}
