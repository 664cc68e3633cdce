using System.Net;
using System.Text.Json;

namespace ChatSdk.Testing.Tests;

public sealed class FakeAnswerTests : ServerTest
{
    [Test]
    public async Task Split_answer_is_sent_in_chunks_that_end_at_the_given_positions()
    {
        Server.Answers(FakeAnswer.Raw("hello world", "text/plain").SplitAt(5, 2, 99, 5).ThenCuts());
        using var connection = await RawConnection.PostAsync(ChatAddress, Guard);

        var (wire, _) = await connection.ReadToEndAsync(Guard);

        wire.Should().EndWith("\r\n\r\n2\r\nhe\r\n3\r\nllo\r\n6\r\n world\r\n");
    }

    [Test]
    public async Task Split_within_a_character_preserves_the_text()
    {
        Server.Answers(FakeAnswer.Stream("grüß ", "🦊").SplitEvery(1));

        var events = await SendForEventsAsync("{}");

        events.Should().HaveCount(5);
        events[1].Should().Contain("\"grüß \"");
        events[2].Should().Contain("\"🦊\"");
    }

    [Test]
    public async Task Text_that_resembles_an_escape_is_sent_unchanged()
    {
        const string odd = @"🦊\ud83e\udd8a\uD83E🦊";
        Server.Streams(odd);

        var events = await SendForEventsAsync("{}");

        JsonElement.Parse(events[1]).GetProperty("choices")[0].GetProperty("delta")
            .GetProperty("content").GetString().Should().Be(odd);
    }

    [Test]
    public async Task Split_answer_with_a_content_length_is_sent_in_full()
    {
        Server.Answers(FakeAnswer.Json("""{"a":1}""").SplitEvery(3).Pausing(TimeSpan.FromMilliseconds(1)));

        using var response = await PostAsync("{}");

        response.Content.Headers.ContentLength.Should().Be(7);
        (await response.Content.ReadAsStringAsync(Guard)).Should().Be("""{"a":1}""");
    }

    [Test]
    public async Task Events_are_sent_in_separate_chunks_without_a_DONE_at_the_end()
    {
        Server.Answers(FakeAnswer.Events("{}", "x"));
        using var connection = await RawConnection.PostAsync(ChatAddress, Guard);

        var wire = await connection.ReadUntilAsync("\r\n0\r\n\r\n", Guard);

        wire.Should().EndWith("\r\n\r\na\r\ndata: {}\n\n\r\n9\r\ndata: x\n\n\r\n0\r\n\r\n");
    }

    [Test]
    public async Task Pausing_delays_each_chunk_after_the_first()
    {
        var pause = TimeSpan.FromMilliseconds(50);
        Server.Answers(FakeAnswer.Events("one", "two", "three").Pausing(pause));
        var start = TimeProvider.System.GetTimestamp();

        using var response = await PostAsync("{}");

        // There are two pauses. The tolerance is for timers that fire early.
        TimeProvider.System.GetElapsedTime(start).Should().BeGreaterThan(1.5 * pause);
    }

    [Test]
    public async Task Stream_consists_of_the_role_the_deltas_the_finish_reason_and_DONE()
    {
        Server.Streams("Hel", "lo");

        var events = await SendForEventsAsync("{}");

        events.Should().HaveCount(5);
        events[0].Should().Contain("\"delta\":{\"role\":\"assistant\",\"content\":\"\"}").And.Contain("\"finish_reason\":null");
        events[1].Should().Contain("\"delta\":{\"content\":\"Hel\"}");
        events[2].Should().Contain("\"delta\":{\"content\":\"lo\"}");
        events[3].Should().Contain("\"delta\":{}").And.Contain("\"finish_reason\":\"stop\"");
        events[4].Should().Be("[DONE]");
    }

    [Test]
    public async Task Stream_without_text_consists_of_the_role_the_finish_reason_and_DONE()
    {
        Server.Streams();

        (await SendForEventsAsync("{}")).Should().HaveCount(3);
    }

    [Test]
    public async Task AnswersError_sends_the_status_and_an_OpenAI_style_error_object()
    {
        Server.AnswersError(429, "Slow \"down\"", "requests", "rate_limit_exceeded");

        using var response = await PostAsync(Hello);

        response.StatusCode.Should().Be(HttpStatusCode.TooManyRequests);
        (await response.Content.ReadAsStringAsync(Guard)).Should().Be(
            """{"error":{"message":"Slow \"down\"","type":"requests","param":null,"code":"rate_limit_exceeded"}}""");
    }

    [Test]
    public async Task Bytes_are_copied_when_the_answer_is_created()
    {
        byte[] bytes = [0xEF, 0xBB, 0xBF, 0x00, 0xFF];
        var answer = FakeAnswer.Bytes(bytes, "application/x-odd", 418);
        bytes[0] = 0;
        Server.Answers(answer);

        using var response = await PostAsync(Hello);

        ((int)response.StatusCode).Should().Be(418);
        response.Content.Headers.ContentType!.MediaType.Should().Be("application/x-odd");
        (await response.Content.ReadAsByteArrayAsync(Guard)).Should().Equal(0xEF, 0xBB, 0xBF, 0x00, 0xFF);
    }

    [Test]
    public async Task WithHeader_returns_a_copy_and_replaces_a_header_with_the_same_name()
    {
        var plain = FakeAnswer.Json("{}");
        Server.Answers(plain.WithHeader("x-request-id", "a").WithHeader("X-Request-Id", "b")).Answers(plain);

        using var first = await PostAsync(Hello);
        using var second = await PostAsync(Hello);

        first.Headers.GetValues("x-request-id").Should().Equal("b");
        second.Headers.Contains("x-request-id").Should().BeFalse();
    }

    [TestCase(204)]
    [TestCase(304)]
    public async Task Answer_whose_status_allows_no_body_is_sent_without_one(int status)
    {
        Server.AnswersJson("{}", status);

        using var response = await PostAsync(Hello);

        ((int)response.StatusCode).Should().Be(status);
        (await response.Content.ReadAsByteArrayAsync(Guard)).Should().BeEmpty();
    }

    [Test]
    public async Task Response_to_a_HEAD_request_contains_the_content_length()
    {
        Server.AnswersJson("{}");
        using var request = new HttpRequestMessage(HttpMethod.Head, ChatAddress);

        using var response = await Client.SendAsync(request, Guard);

        response.Content.Headers.ContentLength.Should().Be(2);
    }

    [TestCase("", "v")]
    [TestCase("a b", "v")]
    [TestCase("a", "one\r\ntwo: 2")]
    [TestCase("a", "é")]
    [TestCase("content-length", "3")]
    [TestCase("Transfer-Encoding", "chunked")]
    public void Invalid_header_throws_when_it_is_set(string name, string value)
    {
        var set = () => FakeAnswer.Json("{}").WithHeader(name, value);

        set.Should().Throw<ArgumentException>();
    }

    [Test]
    public void Values_out_of_range_throw_when_they_are_set()
    {
        var answer = FakeAnswer.Json("{}");
        Action[] mistakes =
        [
            () => FakeAnswer.Json("{}", 199),
            () => FakeAnswer.Error(600, "x"),
            () => answer.SplitAt(3, 0),
            () => answer.SplitEvery(0),
            () => answer.Pausing(TimeSpan.FromTicks(-1)),
            () => answer.Pausing(TimeSpan.MaxValue),
        ];

        mistakes.Should().AllSatisfy(mistake => mistake.Should().Throw<ArgumentOutOfRangeException>());
    }

    [Test]
    public void Null_arguments_throw()
    {
        Action[] mistakes =
        [
            () => FakeAnswer.Json(null!),
            () => FakeAnswer.Stream("a", null!),
            () => FakeAnswer.Events(null!),
            () => FakeAnswer.Error(500, null!),
            () => FakeAnswer.Raw("", null!),
            () => Server.Answers(null!),
            () => Server.AnswersAlways(null!),
        ];

        mistakes.Should().AllSatisfy(mistake => mistake.Should().Throw<ArgumentNullException>());
    }
}
