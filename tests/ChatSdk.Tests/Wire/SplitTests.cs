namespace ChatSdk.Tests.Wire;

/// <summary>Every stream capture, split at every position, and read one byte at a time.</summary>
[TestFixture]
public sealed class SplitTests
{
    private static IEnumerable<string> Streams => WireFixture.All().Where(fixture => fixture.IsStream).Select(fixture => fixture.Name);

    [TestCaseSource(nameof(Streams))]
    public async Task Capture_has_the_same_result_split_at_every_position(string name)
    {
        var fixture = WireFixture.Load(name);
        for (var at = 1; at < fixture.Body.Length; at++)
        {
            await CheckAsync(fixture, at, int.MaxValue);
        }
    }

    [TestCaseSource(nameof(Streams))]
    public async Task Capture_has_the_same_result_with_one_byte_a_read(string name) => await CheckAsync(WireFixture.Load(name), 1);

    private static async Task CheckAsync(WireFixture fixture, params int[] pieces)
    {
        using var http = new HttpClient(new TrickleHandler(fixture, pieces));
        using var client = new ChatClient(http, new ChatClientOptions { BaseAddress = "http://127.0.0.1/v1", Model = "m", MaxRetries = 0 });

        var outcome = await FixturePlayer.PlayAsync(client, fixture);

        outcome.ShouldBe(fixture.Expected);
    }
}
