using System.Text;
using ChatSdk.Tests.Wire;

namespace ChatSdk.Tests.Fuzz;

/// <summary>
/// Truncates every captured answer at every position before its end, and tests that the call fails. The end of a stream is its finish
/// reason or <c>[DONE]</c>, whichever is first.
/// </summary>
[TestFixture]
public sealed class TruncationTests
{
    private static readonly string[] _ends = ["[DONE]", "\"finish_reason\":\"", "\"finish_reason\": \""];

    private static IEnumerable<string> Streams => Names(fixture => fixture.IsStream);

    private static IEnumerable<string> Complete => Names(fixture => !fixture.IsStream && !fixture.IsError);

    [TestCaseSource(nameof(Streams))]
    public async Task Stream_truncated_before_its_end_throws(string name)
    {
        var fixture = WireFixture.Load(name);
        var text = Encoding.Latin1.GetString(fixture.Body);
        var end = _ends.Select(mark => text.IndexOf(mark, StringComparison.Ordinal)).Where(position => position >= 0).DefaultIfEmpty(text.Length - 1).Min();
        for (var at = 0; at < end; at++)
        {
            (await PlayAsync(fixture, at)).Error.Should().NotBeNull("{0} bytes are not the complete stream", at);
        }
    }

    [TestCaseSource(nameof(Complete))]
    public async Task Answer_truncated_before_its_end_throws(string name)
    {
        var fixture = WireFixture.Load(name);
        var end = Encoding.Latin1.GetString(fixture.Body).TrimEnd().Length;
        for (var at = 0; at < end; at++)
        {
            (await PlayAsync(fixture, at)).Error.Should().NotBeNull("{0} bytes are not the complete answer", at);
        }
    }

    private static IEnumerable<string> Names(Func<WireFixture, bool> isWanted) => WireFixture.All().Where(isWanted).Select(fixture => fixture.Name);

    private static async Task<WireOutcome> PlayAsync(WireFixture fixture, int length)
    {
        var truncated = fixture with { Body = fixture.Body[..length] };
        using var http = new HttpClient(new TrickleHandler(truncated));
        using var client = new ChatClient(http, new ChatClientOptions { BaseAddress = "http://127.0.0.1/v1", Model = "m", MaxRetries = 0 });
        return await FixturePlayer.PlayAsync(client, truncated);
    }
}
