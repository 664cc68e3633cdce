using ChatSdk.Tests.Wire;

namespace ChatSdk.Tests.WireMock;

/// <summary>Tests the captured responses whose names start with "seed", served by WireMock.Net.</summary>
[TestFixture]
public sealed class SeedTests : WireMockTest
{
    private static IEnumerable<string> All => WireFixture.All().Select(fixture => fixture.Name).Where(name => name.StartsWith("seed", StringComparison.Ordinal));

    [TestCaseSource(nameof(All))]
    public async Task Call_that_receives_a_captured_response_has_the_expected_result(string name)
    {
        var fixture = WireFixture.Load(name);
        Server.Given(Chat()).RespondWith(Capture(fixture));

        var outcome = await FixturePlayer.PlayAsync(Client, fixture);

        outcome.ShouldBe(fixture.Expected);
        Server.LogEntries.Should().ContainSingle().Which.ResponseMessage!.StatusCode.Should().Be(fixture.Status);
    }
}
