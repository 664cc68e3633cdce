namespace ChatSdk.Tests.Wire;

/// <summary>Plays back every captured stream, split in two at every position, and byte by byte.</summary>
[TestFixture]
public sealed class SplitTests
{
    private static IEnumerable<string> Streams => WireFixture.All().Where(fixture => fixture.IsStream).Select(fixture => fixture.Name);

    [TestCaseSource(nameof(Streams))]
    public async Task Captured_stream_has_the_expected_result_when_split_at_any_position(string name)
    {
        var fixture = WireFixture.Load(name);
        for (var at = 1; at < fixture.Body.Length; at++)
        {
            await CheckAsync(fixture, at, int.MaxValue);
        }
    }

    [TestCaseSource(nameof(Streams))]
    public async Task Captured_stream_has_the_expected_result_when_read_byte_by_byte(string name) => await CheckAsync(WireFixture.Load(name), 1);

    private static async Task CheckAsync(WireFixture fixture, params int[] readSizes)
    {
        using var http = new HttpClient(new TrickleHandler(fixture, readSizes));
        using var client = new ChatClient(http, new ChatClientOptions { BaseAddress = "http://127.0.0.1/v1", Model = "m", MaxRetries = 0 });

        var outcome = await FixturePlayer.PlayAsync(client, fixture);

        outcome.ShouldBe(fixture.Expected);
    }
}
