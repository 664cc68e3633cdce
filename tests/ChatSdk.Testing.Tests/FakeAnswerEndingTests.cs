using System.Net;

namespace ChatSdk.Testing.Tests;

public sealed class FakeAnswerEndingTests : ServerTest
{
    private static readonly FakeAnswer _text = FakeAnswer.Raw("hello", "text/plain");

    [Test]
    public async Task Complete_answer_has_a_content_length_and_is_not_chunked()
    {
        Server.Answers(_text);
        using var connection = await RawConnection.PostAsync(ChatAddress, Guard);

        var wire = await connection.ReadUntilAsync("hello", Guard);

        wire.Should().StartWith("HTTP/1.1 200 OK\r\n").And.Contain("Content-Length: 5\r\n").And.NotContain("chunked");
    }

    [Test]
    public async Task Complete_answer_leaves_the_connection_open_for_the_next_request()
    {
        Server.Answers(_text).Streams("a");
        using var connection = await RawConnection.PostAsync(ChatAddress, Guard);
        await connection.ReadUntilAsync("hello", Guard);

        await connection.SendAsync("GET /v1/again HTTP/1.1\r\nHost: fake\r\n\r\n", Guard);

        (await connection.ReadUntilAsync("\r\n0\r\n\r\n", Guard)).Should().Contain("data: [DONE]");
    }

    [Test]
    public async Task Cut_answer_sends_all_bytes_without_the_final_chunk()
    {
        Server.Answers(_text.ThenCuts());
        using var connection = await RawConnection.PostAsync(ChatAddress, Guard);

        var (wire, isReset) = await connection.ReadToEndAsync(Guard);

        wire.Should().EndWith("\r\n\r\n5\r\nhello\r\n");
        isReset.Should().BeFalse();
    }

    [Test]
    public async Task Cut_answer_with_a_large_body_loses_no_bytes()
    {
        var body = new byte[5_000_000];
        Server.Answers(FakeAnswer.Bytes(body, "application/octet-stream").ThenCuts());
        using var connection = await RawConnection.PostAsync(ChatAddress, Guard);

        var (wire, isReset) = await connection.ReadToEndAsync(Guard);

        wire.Count(character => character == '\0').Should().Be(body.Length);
        isReset.Should().BeFalse();
    }

    [Test]
    public async Task Cut_answer_without_a_body_sends_the_headers()
    {
        Server.Answers(FakeAnswer.Events().ThenCuts());
        using var connection = await RawConnection.PostAsync(ChatAddress, Guard);

        var (wire, _) = await connection.ReadToEndAsync(Guard);

        wire.Should().StartWith("HTTP/1.1 200 OK\r\n").And.EndWith("\r\n\r\n");
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task Client_reads_the_text_before_the_error(bool isReset)
    {
        Server.Answers(isReset ? _text.ThenResets() : _text.ThenCuts());
        using var response = await OpenAsync("{}", Guard);
        await using var stream = await response.Content.ReadAsStreamAsync(Guard);
        var text = new byte[5];

        await stream.ReadExactlyAsync(text, Guard);
        var next = async () => await stream.ReadAsync(new byte[1], Guard);

        text.Should().Equal("hello"u8.ToArray());
        await next.Should().ThrowAsync<IOException>();
    }

    [Test]
    public async Task Reset_answer_first_sends_the_status_the_headers_and_the_chunks()
    {
        Server.Answers(FakeAnswer.Error(503, "gone").WithHeader("Retry-After", "7").SplitEvery(20).ThenResets());
        using var connection = await RawConnection.PostAsync(ChatAddress, Guard);

        var (wire, isReset) = await connection.ReadToEndAsync(Guard);

        wire.Should().StartWith("HTTP/1.1 503 Service Unavailable\r\n").And.Contain("Retry-After: 7\r\n")
            .And.Contain("\r\n\r\n14\r\n{\"error\":{\"message\":\r\n").And.NotContain("\r\n0\r\n");
        isReset.Should().BeTrue();
    }

    [Test]
    public async Task Dropped_request_gets_no_response_and_is_not_reported_as_a_disconnect()
    {
        Server.Answers(FakeAnswer.Drop());
        using var connection = await RawConnection.PostAsync(ChatAddress, Guard);

        var (wire, _) = await connection.ReadToEndAsync(Guard);

        wire.Should().BeEmpty();
        Server.Requests.Should().ContainSingle().Which.ClientDisconnected.IsCompleted.Should().BeFalse();
    }

    [Test]
    public async Task Dropped_request_throws_an_HttpRequestException()
    {
        Server.Answers(FakeAnswer.Drop());

        var post = () => PostAsync("{}");

        await post.Should().ThrowAsync<HttpRequestException>();
    }

    [Test]
    public async Task Hanging_answer_sends_the_body_and_waits_until_the_client_disconnects()
    {
        Server.Answers(FakeAnswer.Events("one").ThenHangs());
        using var response = await OpenAsync("{}", Guard);
        var stream = await response.Content.ReadAsStreamAsync(Guard);
        await stream.ReadExactlyAsync(new byte["data: one\n\n".Length], Guard);
        var request = await Server.NextRequestAsync(Guard);

        request.ClientDisconnected.IsCompleted.Should().BeFalse();
        await stream.DisposeAsync();

        await request.ClientDisconnected.WaitAsync(Guard);
    }

    [Test]
    public async Task Hanging_answer_without_a_body_sends_the_headers()
    {
        Server.Answers(FakeAnswer.Raw("", "text/plain", 201).ThenHangs());

        using var response = await OpenAsync("{}", Guard);

        response.StatusCode.Should().Be(HttpStatusCode.Created);
    }

    [Test]
    public async Task Silent_answer_ends_when_the_client_disconnects()
    {
        Server.Answers(FakeAnswer.Silence());
        using var source = CancellationTokenSource.CreateLinkedTokenSource(Guard);
        var open = OpenAsync("{}", source.Token);
        var request = await Server.NextRequestAsync(Guard);

        await source.CancelAsync();

        await open.Invoking(task => task).Should().ThrowAsync<OperationCanceledException>();
        await request.ClientDisconnected.WaitAsync(Guard);
    }

    [Test]
    public async Task Pause_ends_when_the_client_disconnects([Values] bool isReset)
    {
        var slow = FakeAnswer.Events("one", "two").Pausing(TimeSpan.FromHours(1));
        Server.Answers(isReset ? slow.ThenResets() : slow);
        var response = await OpenAsync("{}", Guard);
        var request = await Server.NextRequestAsync(Guard);

        response.Dispose();

        await request.ClientDisconnected.WaitAsync(Guard);
    }

    [Test]
    public async Task Complete_answer_is_not_reported_as_a_disconnect()
    {
        Server.AnswersAlways(FakeAnswer.Stream("a").WithHeader("Connection", "close"));

        for (var round = 0; round < 50; round++)
        {
            using var connection = await RawConnection.PostAsync(ChatAddress, Guard);
            await connection.ReadToEndAsync(Guard);
        }

        Server.Requests.Should().HaveCount(50).And.OnlyContain(request => !request.ClientDisconnected.IsCompleted);
    }

    [Test]
    public async Task Last_ending_that_was_set_is_used()
    {
        Server.Answers(_text.ThenHangs().ThenCuts());
        using var connection = await RawConnection.PostAsync(ChatAddress, Guard);

        var (wire, _) = await connection.ReadToEndAsync(Guard);

        wire.Should().EndWith("5\r\nhello\r\n");
    }
}
