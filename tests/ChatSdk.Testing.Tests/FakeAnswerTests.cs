using System.Net;
using System.Text.Json;

namespace ChatSdk.Testing.Tests;

public sealed class FakeAnswerTests : ServerTest
{
    [Test]
    public async Task Split_positions_arrive_as_pieces_of_their_own()
    {
        Server.Answers(FakeAnswer.Raw("hello world", "text/plain").SplitAt(5, 2, 99, 5).ThenCuts());
        using var connection = await RawConnection.PostAsync(ChatAddress, Guard);

        var (wire, _) = await connection.ReadToEndAsync(Guard);

        wire.Should().EndWith("\r\n\r\n2\r\nhe\r\n3\r\nllo\r\n6\r\n world\r\n");
    }

    [Test]
    public async Task Split_every_byte_keeps_characters_that_are_cut_in_two()
    {
        Server.Answers(FakeAnswer.Stream("grüß ", "🦊").SplitEvery(1));

        var events = await AskForEventsAsync("{}");

        events.Should().HaveCount(5);
        events[1].Should().Contain("\"grüß \"");
        events[2].Should().Contain("\"🦊\"");
    }

    [Test]
    public async Task Text_that_looks_like_an_escape_stays_as_it_is()
    {
        const string odd = @"🦊\ud83e\udd8a\uD83E🦊";
        Server.Streams(odd);

        var events = await AskForEventsAsync("{}");

        JsonElement.Parse(events[1]).GetProperty("choices")[0].GetProperty("delta")
            .GetProperty("content").GetString().Should().Be(odd);
    }

    [Test]
    public async Task Split_answer_with_a_length_stays_whole()
    {
        Server.Answers(FakeAnswer.Json("""{"a":1}""").SplitEvery(3).Pausing(TimeSpan.FromMilliseconds(1)));

        using var response = await PostAsync("{}");

        response.Content.Headers.ContentLength.Should().Be(7);
        (await response.Content.ReadAsStringAsync(Guard)).Should().Be("""{"a":1}""");
    }

    [Test]
    public async Task Events_are_sent_one_by_one_and_without_an_end_of_their_own()
    {
        Server.Answers(FakeAnswer.Events("{}", "x"));
        using var connection = await RawConnection.PostAsync(ChatAddress, Guard);

        var wire = await connection.ReadUntilAsync("\r\n0\r\n\r\n", Guard);

        wire.Should().EndWith("\r\n\r\na\r\ndata: {}\n\n\r\n9\r\ndata: x\n\n\r\n0\r\n\r\n");
    }

    [Test]
    public async Task Pieces_are_apart_by_the_pause()
    {
        var pause = TimeSpan.FromMilliseconds(50);
        Server.Answers(FakeAnswer.Events("one", "two", "three").Pausing(pause));
        var start = TimeProvider.System.GetTimestamp();

        using var response = await PostAsync("{}");

        // Two pauses, less what a timer may be early by.
        TimeProvider.System.GetElapsedTime(start).Should().BeGreaterThan(1.5 * pause);
    }

    [Test]
    public async Task Stream_is_well_formed()
    {
        Server.Streams("Hel", "lo");

        var events = await AskForEventsAsync("{}");

        events.Should().HaveCount(5);
        events[0].Should().Contain("\"delta\":{\"role\":\"assistant\",\"content\":\"\"}").And.Contain("\"finish_reason\":null");
        events[1].Should().Contain("\"delta\":{\"content\":\"Hel\"}");
        events[2].Should().Contain("\"delta\":{\"content\":\"lo\"}");
        events[3].Should().Contain("\"delta\":{}").And.Contain("\"finish_reason\":\"stop\"");
        events[4].Should().Be("[DONE]");
    }

    [Test]
    public async Task Stream_without_pieces_has_a_role_and_an_end()
    {
        Server.Streams();

        (await AskForEventsAsync("{}")).Should().HaveCount(3);
    }

    [Test]
    public async Task Error_has_the_form_of_an_error()
    {
        Server.AnswersError(429, "Slow \"down\"", "requests", "rate_limit_exceeded");

        using var response = await PostAsync(Hello);

        response.StatusCode.Should().Be(HttpStatusCode.TooManyRequests);
        (await response.Content.ReadAsStringAsync(Guard)).Should().Be(
            """{"error":{"message":"Slow \"down\"","type":"requests","param":null,"code":"rate_limit_exceeded"}}""");
    }

    [Test]
    public async Task Bytes_come_as_they_were_when_the_answer_was_made()
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
    public async Task Header_is_set_on_a_copy_and_replaces_one_of_the_same_name()
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
    public async Task Status_that_may_have_no_body_is_sent_without_one(int status)
    {
        Server.AnswersJson("{}", status);

        using var response = await PostAsync(Hello);

        ((int)response.StatusCode).Should().Be(status);
        (await response.Content.ReadAsByteArrayAsync(Guard)).Should().BeEmpty();
    }

    [Test]
    public async Task Head_request_gets_the_length_and_no_body()
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
    public void Header_that_cannot_be_sent_is_refused_at_once(string name, string value)
    {
        var set = () => FakeAnswer.Json("{}").WithHeader(name, value);

        set.Should().Throw<ArgumentException>();
    }

    [Test]
    public void Values_that_make_no_sense_are_refused_at_once()
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
    public void Null_is_refused_at_once()
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
