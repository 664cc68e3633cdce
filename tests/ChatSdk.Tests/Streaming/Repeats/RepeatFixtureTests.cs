using ChatSdk.Tests.Wire;

namespace ChatSdk.Tests.Streaming.Repeats;

/// <summary>Chunks that are compared with the one before are the chunks that are read in full, in every stream we have.</summary>
[TestFixture]
public sealed class RepeatFixtureTests
{
    private static IEnumerable<string> Streams => WireFixture.All().Where(fixture => fixture.Operation == "chat_stream").Select(fixture => fixture.Name);

    [TestCaseSource(nameof(Streams))]
    public async Task Stream_gives_the_same_chunks_whether_they_are_compared_or_not(string name)
    {
        var fixture = WireFixture.Load(name);
        var expected = await ChunkReading.InFullAsync(fixture.Body);

        (await ChunkReading.OfAsync(fixture.Body)).ShouldBe(expected);
        (await ChunkReading.OfAsync(fixture.Body, 1)).ShouldBe(expected);
        (await ChunkReading.OfAsync(fixture.Body, 100)).ShouldBe(expected);
    }
}
