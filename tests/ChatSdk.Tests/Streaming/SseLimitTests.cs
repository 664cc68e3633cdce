using System.Text;
using ChatSdk.Testing;

namespace ChatSdk.Tests.Streaming;

/// <summary>What a stream may take of memory and time.</summary>
[TestFixture]
public sealed class SseLimitTests : ClientTest
{
    private const int _limit = 100_000;

    [TestCase(1000)]
    [TestCase(int.MaxValue)]
    public async Task Line_longer_than_the_limit_is_refused(int pieceSize) =>
        await ShouldBeRefusedAsync($"data: {new string('x', 2 * _limit)}\n\n", pieceSize);

    [TestCase(1000)]
    [TestCase(int.MaxValue)]
    public async Task Line_that_never_ends_is_refused(int pieceSize) =>
        await ShouldBeRefusedAsync(new string('x', 2 * _limit), pieceSize);

    [TestCase(1000)]
    [TestCase(int.MaxValue)]
    public async Task Event_of_many_lines_longer_than_the_limit_is_refused(int pieceSize) =>
        await ShouldBeRefusedAsync(Repeat($"data: {new string('x', 1000)}\n", 200), pieceSize);

    [Test]
    public async Task Event_of_many_lines_without_data_longer_than_the_limit_is_refused() =>
        await ShouldBeRefusedAsync("{" + Repeat($"\"x\":\n\"{new string('x', 1000)}\",\n", 200), pieceSize: 1000);

    [Test]
    public async Task Event_up_to_the_limit_is_read()
    {
        var data = new string('x', _limit - "data: ".Length);

        (await SseReading.EventsOfAsync($"data: {data}\n\n", 1000, _limit)).Should().Equal(data);
    }

    [Test]
    public async Task Stream_longer_than_the_limit_is_read_if_its_events_are_short()
    {
        var text = Repeat("data: {\"a\":1}\n\n", 50_000);

        (await SseReading.EventsOfAsync(text, 1000, _limit)).Should().HaveCount(50_000);
    }

    // Each of these would take minutes if every line were looked at again with the next one.
    [TestCase("data: x\n", 250_000)]
    [TestCase("data: {\n", 250_000)]
    [TestCase("{\n", 500_000)]
    [TestCase("\n", 1_000_000)]
    [TestCase("x", 1_000_000)]
    public async Task Many_short_lines_are_read_in_linear_time(string line, int count) =>
        await ReadInTimeAsync(Repeat(line, count) + "\n\n");

    [Test]
    public async Task Invalid_JSON_is_not_parsed_again_for_every_line() =>
        await ReadInTimeAsync($"data: [{Repeat("1,", 500_000)}1 1]\n{Repeat("data: {}\n", 100_000)}\n");

    [Test]
    public async Task Event_longer_than_the_clients_limit_ends_the_stream_and_leaves_the_server()
    {
        Options.MaxMessageBytes = _limit;
        Server.Answers(FakeAnswer.Raw($"data: {Piece("Hel")}\n\ndata: {new string('x', 2 * _limit)}", "text/event-stream").ThenHangs());

        var (text, failure) = await ReadBrokenAsync();

        text.Should().Be("Hel");
        failure.Should().BeOfType<ChatProtocolException>().Which.Message.Should().Contain("MaxMessageBytes");
        failure.Partial!.Text.Should().Be("Hel");
        await (await Server.NextRequestAsync(Guard)).ClientDisconnected.WaitAsync(Guard);
    }

    private static string Repeat(string text, int count) => new StringBuilder().Insert(0, text, count).ToString();

    private static async Task ReadInTimeAsync(string text)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));

        var act = () => SseReading.EventsOfAsync(text, 4096, int.MaxValue, patience.Token);

        await act.Should().NotThrowAsync();
    }

    private static async Task ShouldBeRefusedAsync(string text, int pieceSize)
    {
        var act = () => SseReading.EventsOfAsync(text, pieceSize, _limit);

        (await act.Should().ThrowAsync<ChatProtocolException>()).Which.Message.Should().Contain("100000 bytes").And.NotContain("xxx");
    }
}
