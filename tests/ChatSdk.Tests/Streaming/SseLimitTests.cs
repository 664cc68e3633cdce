using System.Text;
using ChatSdk.Testing;

namespace ChatSdk.Tests.Streaming;

/// <summary>Tests the limits on the memory and the time that a stream may use.</summary>
[TestFixture]
public sealed class SseLimitTests : ClientTest
{
    private const int _limit = 100_000;

    [TestCase(1000)]
    [TestCase(int.MaxValue)]
    public async Task Line_longer_than_the_limit_throws(int readSize) =>
        await ShouldThrowAsync($"data: {new string('x', 2 * _limit)}\n\n", readSize);

    [TestCase(1000)]
    [TestCase(int.MaxValue)]
    public async Task Unterminated_line_longer_than_the_limit_throws(int readSize) =>
        await ShouldThrowAsync(new string('x', 2 * _limit), readSize);

    [TestCase(1000)]
    [TestCase(int.MaxValue)]
    public async Task Event_whose_lines_together_exceed_the_limit_throws(int readSize) =>
        await ShouldThrowAsync(Repeat($"data: {new string('x', 1000)}\n", 200), readSize);

    [Test]
    public async Task JSON_that_exceeds_the_limit_and_is_sent_without_the_data_prefix_throws() =>
        await ShouldThrowAsync("{" + Repeat($"\"x\":\n\"{new string('x', 1000)}\",\n", 200), readSize: 1000);

    [Test]
    public async Task Event_as_large_as_the_limit_is_read()
    {
        var data = new string('x', _limit - "data: ".Length);

        (await SseReading.EventsOfAsync($"data: {data}\n\n", 1000, _limit)).Should().Equal(data);
    }

    [Test]
    public async Task Long_stream_of_short_events_is_read()
    {
        var text = Repeat("data: {\"a\":1}\n\n", 50_000);

        (await SseReading.EventsOfAsync(text, 1000, _limit)).Should().HaveCount(50_000);
    }

    // Each of these inputs would take minutes if all bytes received so far were examined again with each new line or buffer.
    [TestCase("data: x\n", 250_000)]
    [TestCase("data: {\n", 250_000)]
    [TestCase("{\n", 500_000)]
    [TestCase("\n", 1_000_000)]
    [TestCase("x", 1_000_000)]
    public async Task Many_short_lines_or_one_long_line_are_read_in_linear_time(string line, int count) =>
        await ReadInTimeAsync(Repeat(line, count) + "\n\n");

    [Test]
    public async Task Invalid_json_is_not_parsed_again_for_every_line() =>
        await ReadInTimeAsync($"data: [{Repeat("1,", 500_000)}1 1]\n{Repeat("data: {}\n", 100_000)}\n");

    [Test]
    public async Task Event_larger_than_MaxMessageBytes_throws_and_closes_the_connection()
    {
        Options.MaxMessageBytes = _limit;
        Server.Answers(FakeAnswer.Raw($"data: {Piece("Hel")}\n\ndata: {new string('x', 2 * _limit)}", "text/event-stream").ThenHangs());

        var (text, failure) = await ReadBrokenAsync();

        text.Should().Be("Hel");
        failure.Should().BeOfType<ChatProtocolException>().Which.Message.Should().Contain("MaxMessageBytes");
        failure.Partial!.Text.Should().Be("Hel");
        await (await Server.NextRequestAsync(Guard)).ClientDisconnected.WaitAsync(Guard);
    }

    [Test]
    public async Task Stream_larger_than_MaxAnswerBytes_throws_and_closes_the_connection()
    {
        Options.MaxAnswerBytes = _limit;
        Server.Answers(FakeAnswer.Raw($"data: {Piece("Hel")}\n\n{Repeat("data: {\"choices\":[]}\n\n", 2 * _limit / 20)}", "text/event-stream").ThenHangs());

        var (text, failure) = await ReadBrokenAsync();

        text.Should().Be("Hel");
        failure.Should().BeOfType<ChatProtocolException>().Which.Message.Should().Contain("100000 bytes").And.Contain("MaxAnswerBytes");
        failure.Partial!.Text.Should().Be("Hel");
        await (await Server.NextRequestAsync(Guard)).ClientDisconnected.WaitAsync(Guard);
    }

    [Test]
    public async Task Stream_as_large_as_MaxAnswerBytes_is_read()
    {
        var stream = $"data: {Piece("Hello")}\n\ndata: {Finish}\n\ndata: [DONE]\n\n";
        Options.MaxAnswerBytes = stream.Length;
        Server.Answers(FakeAnswer.Raw(stream, "text/event-stream"));

        (await ReadAsync(Client.CreateStreamAsync("Hi", cancellationToken: Guard))).Should().Be("Hello");
    }

    private static string Repeat(string text, int count) => new StringBuilder().Insert(0, text, count).ToString();

    private static async Task ReadInTimeAsync(string text)
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(10));

        var act = () => SseReading.EventsOfAsync(text, 4096, int.MaxValue, timeout.Token);

        await act.Should().NotThrowAsync();
    }

    private static async Task ShouldThrowAsync(string text, int readSize)
    {
        var act = () => SseReading.EventsOfAsync(text, readSize, _limit);

        (await act.Should().ThrowAsync<ChatProtocolException>()).Which.Message.Should().Contain("100000 bytes").And.NotContain("xxx");
    }
}
