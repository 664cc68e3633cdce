using System.IO.Compression;
using System.Net;
using System.Text;

namespace ChatSdk.Testing.Tests;

/// <summary>Tests that answers from another server are recorded without keys, and are replayed unchanged.</summary>
public sealed class RecordingTests : RecordingTest
{
    private static readonly ChatCompletionRequest _hi = new() { Messages = [ChatMessage.User("Hi")] };

    [Test]
    public async Task Replayed_answer_has_the_same_content_and_headers()
    {
        Server.Answers(FakeAnswer.Text("Grüße 🦊").WithHeader("x-request-id", "r1"));

        var (recorded, replayed) = await DoTwiceAsync(server => NewClient(server).CreateAsync("Hi", cancellationToken: Guard));

        replayed.Should().Be(recorded);
        replayed.Text.Should().Be("Grüße 🦊");
        replayed.Response!.RequestId.Should().Be("r1");
    }

    [Test]
    public async Task Replayed_error_has_the_same_message_and_retry_delay()
    {
        Server.Answers(FakeErrors.OpenAIRateLimit);

        var (recorded, replayed) = await DoTwiceAsync(server => NewClient(server).TryCreateAsync(_hi, cancellationToken: Guard));

        replayed.Error.Should().BeOfType<ChatRateLimitException>().Which.RetryAfter.Should().Be(TimeSpan.FromMilliseconds(1873));
        replayed.Error!.Message.Should().Be(recorded.Error!.Message);
    }

    [Test]
    public async Task Replayed_stream_has_the_same_bytes_in_the_same_chunks()
    {
        Server.Streams("Hel", "lo").SplitEvery(7).Pausing(TimeSpan.FromMilliseconds(2));

        var (recorded, replayed) = await DoTwiceAsync(WireAsync);

        replayed.Should().Be(recorded);
        recorded.Should().Contain("\r\n7\r\n", "the chunks must not be joined");
    }

    [Test]
    public async Task Stream_is_forwarded_while_it_is_being_received()
    {
        Server.Answers(FakeAnswer.Events("""{"choices":[{"delta":{"content":"first"}}]}""").ThenHangs());
        var client = NewClient(await RecordAsync());
        await using var chunks = client.CreateStreamAsync("Hi", cancellationToken: Guard).GetAsyncEnumerator(Guard);

        (await chunks.MoveNextAsync()).Should().BeTrue("the first chunk must not wait for the second");

        chunks.Current.Text.Should().Be("first");
    }

    [Test]
    public async Task Compressed_answer_is_recorded_and_replayed_unchanged()
    {
        var body = Compressed("""{"choices":[{"message":{"content":"small"},"finish_reason":"stop"}]}""");
        Server.Answers(FakeAnswer.Bytes(body, "application/json").WithHeader("Content-Encoding", "gzip"));

        var (recorded, replayed) = await DoTwiceAsync(RawAsync);

        recorded.Should().Equal(body);
        replayed.Should().Equal(body);
        (await NewClient(await ReplayAsync()).CreateAsync("Hi", cancellationToken: Guard)).Text.Should().Be("small");

        async Task<byte[]> RawAsync(FakeChatServer server)
        {
            using var http = new HttpClient();
            using var content = new StringContent("""{"messages":[{"content":"Hi","role":"user"}],"model":"m"}""");
            using var response = await http.PostAsync(new Uri(server.BaseAddress + "/chat/completions"), content, Guard);
            response.Content.Headers.ContentEncoding.Should().Equal("gzip");
            return await response.Content.ReadAsByteArrayAsync(Guard);
        }
    }

    [Test]
    public async Task Keys_are_not_written_to_the_recording()
    {
        const string secret = "sk-very-secret-0123456789";
        Server.Answers(FakeAnswer.Error(401, $"Wrong key: {secret}.").WithHeader("Set-Cookie", $"session={secret}").WithHeader("x-echo", secret));
        var recorder = await RecordAsync($"?api-version=1&key={secret}");
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, recorder.BaseAddress + $"/chat/completions?access_token={secret}&x=1")
        {
            Content = new StringContent("""{"model":"m","messages":[]}"""),
        };
        request.Headers.Add("Authorization", $"Bearer {secret}");
        request.Headers.Add("api-key", secret);
        request.Headers.Add("X-API-Key", secret);
        request.Headers.Add("Cookie", $"a=b; session={secret}");

        using var response = await http.SendAsync(request, Guard);

        var upstream = Server.Requests.Should().ContainSingle().Subject;
        upstream.Headers["Authorization"].Should().Be($"Bearer {secret}", "headers that are not recorded are still forwarded");
        upstream.Query.Should().Be($"?api-version=1&key={secret}&access_token={secret}&x=1");
        (await response.Content.ReadAsStringAsync(Guard)).Should().Contain(secret);
        await recorder.DisposeAsync();
        (await ReadFileAsync()).Should().NotContain(secret).And.NotContainEquivalentOf("set-cookie")
            .And.Contain("Wrong key: *************************.").And.Contain("\"query\":\"?x=1\"");
    }

    [Test]
    public async Task Equal_requests_get_the_recorded_answers_in_order_and_then_the_last_answer_again()
    {
        Server.AnswersText("one").AnswersText("two");
        await using (var recorder = await FakeChatServer.StartRecordingAsync(Server.BaseAddress, RecordingPath, Guard))
        {
            await NewClient(recorder).CreateAsync("Hi", cancellationToken: Guard);
            await NewClient(recorder).CreateAsync("Hi", cancellationToken: Guard);
        }

        var client = NewClient(await ReplayAsync());
        List<string> answers = [];
        for (var round = 0; round < 3; round++)
        {
            answers.Add((await client.CreateAsync("Hi", cancellationToken: Guard)).Text);
        }

        answers.Should().Equal("one", "two", "two");
    }

    [Test]
    public async Task Request_that_was_not_recorded_is_rejected_and_makes_DisposeAsync_throw()
    {
        await DoTwiceAsync(server => NewClient(server).CreateAsync("Hi", cancellationToken: Guard));
        var replay = await FakeChatServer.StartReplayAsync(RecordingPath, cancellationToken: Guard);

        var failure = await NewClient(replay).Invoking(client => client.CreateAsync("other", cancellationToken: Guard)).Should().ThrowAsync<ChatApiException>();

        failure.Which.ResponseBody.Should().Contain("other").And.Contain(Path.GetFileName(RecordingPath));
        await replay.Invoking(server => server.DisposeAsync().AsTask()).Should().ThrowAsync<FakeVerificationException>();
    }

    [Test]
    public async Task Recording_server_forwards_only_requests_that_no_rule_answers()
    {
        var recorder = await RecordAsync();
        recorder.Given(r => r.Messages[^1].Text == "scripted").AnswersText("from the script");
        var client = NewClient(recorder);

        var models = await client.ListModelsAsync(cancellationToken: Guard);
        var scripted = await client.CreateAsync("scripted", cancellationToken: Guard);

        models.Should().ContainSingle();
        scripted.Text.Should().Be("from the script");
        Server.Requests.Should().ContainSingle();
        (await NewClient(recorder).CreateAsync("x", cancellationToken: Guard)).Text.Should().Be("You said: x");
    }

    [Test]
    public async Task Timing_is_replayed_at_the_given_scale()
    {
        Server.Streams("a").After(TimeSpan.FromMilliseconds(60)).Pausing(TimeSpan.FromMilliseconds(30));
        await using (var recorder = await FakeChatServer.StartRecordingAsync(Server.BaseAddress, RecordingPath, Guard))
        {
            await NewClient(recorder).CreateStreamAsync("Hi", cancellationToken: Guard).ToCompletionAsync();
        }

        var client = NewClient(await ReplayAsync(timeScale: 2));
        var start = TimeProvider.System.GetTimestamp();
        await client.CreateStreamAsync("Hi", cancellationToken: Guard).ToCompletionAsync();

        // The recorded answer takes 60 ms and three pauses of 30 ms, and the replay twice as long. The tolerance is for timers that fire early.
        TimeProvider.System.GetElapsedTime(start).TotalMilliseconds.Should().BeGreaterThan(250);
    }

    [Test]
    public async Task Request_to_an_unreachable_server_is_reported_as_failed_and_not_recorded()
    {
        await Server.DisposeAsync();
        var recorder = await RecordAsync();

        var failure = await NewClient(recorder).Invoking(client => client.CreateAsync("Hi", cancellationToken: Guard)).Should().ThrowAsync<ChatApiException>();

        failure.Which.Status.Should().Be(HttpStatusCode.BadGateway);
        failure.Which.Message.Should().Contain("could not be reached");
        await recorder.DisposeAsync();
        (await ReadFileAsync()).Should().Be("{\"recording\":1}\n");
    }

    [Test]
    public async Task Concurrent_requests_are_recorded_separately()
    {
        var prompts = Enumerable.Range(0, 20).Select(number => $"number {number}").ToArray();

        var (recorded, replayed) = await DoTwiceAsync(async server =>
        {
            var client = NewClient(server);
            return string.Join('|', await Task.WhenAll(prompts.Select(async prompt =>
                (await client.CreateStreamAsync(prompt, cancellationToken: Guard).ToCompletionAsync()).Text)));
        });

        replayed.Should().Be(recorded);
        recorded.Should().Be(string.Join('|', prompts.Select(prompt => $"You said: {prompt}")));
    }

    [TestCase("ftp://host/v1")]
    [TestCase("host")]
    [TestCase("")]
    public async Task Invalid_address_of_the_recorded_server_throws(string address)
    {
        var start = () => FakeChatServer.StartRecordingAsync(address, RecordingPath, Guard);

        await start.Should().ThrowAsync<ArgumentException>();
    }

    private static byte[] Compressed(string text)
    {
        using var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionLevel.Fastest))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }

        return bytes.ToArray();
    }

    private static async Task<string> WireAsync(FakeChatServer server)
    {
        using var connection = await RawConnection.PostAsync(server.BaseAddress + "/chat/completions", Guard);
        var wire = await connection.ReadUntilAsync("\r\n0\r\n\r\n", Guard);
        return string.Join("\r\n", wire.Split("\r\n").Where(line => !line.StartsWith("Date:", StringComparison.Ordinal)));
    }
}
