using ChatSdk.Testing;

namespace ChatSdk.Tests.Wire;

/// <summary>Plays back every captured response over a real socket. Streams are also sent one byte at a time.</summary>
[TestFixture]
public sealed class FixtureTests
{
    private static IEnumerable<string> All => WireFixture.All().Select(fixture => fixture.Name);

    private static IEnumerable<string> Streams => WireFixture.All().Where(fixture => fixture.IsStream).Select(fixture => fixture.Name);

    [TestCaseSource(nameof(All))]
    public async Task Captured_response_has_the_expected_result(string name) => await PlayAsync(name, answer => answer);

    [TestCaseSource(nameof(Streams))]
    public async Task Captured_stream_that_is_sent_byte_by_byte_has_the_expected_result(string name) => await PlayAsync(name, answer => answer.SplitEvery(1));

    private static async Task PlayAsync(string name, Func<FakeAnswer, FakeAnswer> shape)
    {
        var fixture = WireFixture.Load(name);
        await using var server = await FakeChatServer.StartAsync();
        using var client = new ChatClient(new ChatClientOptions { BaseAddress = server.BaseAddress, Model = "m", MaxRetries = 0 });
        server.Answers(shape(AnswerOf(fixture)));

        var outcome = await FixturePlayer.PlayAsync(client, fixture);

        outcome.ShouldBe(fixture.Expected);
        server.Requests.Should().ContainSingle();
    }

    private static FakeAnswer AnswerOf(WireFixture fixture)
    {
        var answer = FakeAnswer.Bytes(fixture.Body, fixture.Headers["content-type"], fixture.Status);
        return fixture.Headers
            .Where(header => !header.Key.Equals("content-type", StringComparison.OrdinalIgnoreCase))
            .Aggregate(answer, (sofar, header) => sofar.WithHeader(header.Key, header.Value));
    }
}
