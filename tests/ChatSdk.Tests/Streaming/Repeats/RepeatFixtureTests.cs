using ChatSdk.Tests.Wire;

namespace ChatSdk.Tests.Streaming.Repeats;

/// <summary>Tests that chunks read by comparison with an earlier chunk equal those parsed in full, for every captured stream.</summary>
[TestFixture]
public sealed class RepeatFixtureTests
{
    private static IEnumerable<string> Streams => WireFixture.All().Where(fixture => fixture.Operation == "chat_stream").Select(fixture => fixture.Name);

    [TestCaseSource(nameof(Streams))]
    public async Task Chunks_read_by_comparison_equal_parsed_chunks(string name)
    {
        var fixture = WireFixture.Load(name);
        var expected = await ChunkReading.ParsedAsync(fixture.Body);

        (await ChunkReading.OfAsync(fixture.Body)).ShouldBe(expected);
        (await ChunkReading.OfAsync(fixture.Body, 1)).ShouldBe(expected);
        (await ChunkReading.OfAsync(fixture.Body, 100)).ShouldBe(expected);
    }
}
