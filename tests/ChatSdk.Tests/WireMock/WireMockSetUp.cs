namespace ChatSdk.Tests.WireMock;

/// <summary>Starts one WireMock for all tests of this namespace.</summary>
[SetUpFixture]
internal sealed class WireMockSetUp
{
    private static WireMockServer? _server;

    public static WireMockServer Server => _server ?? throw new InvalidOperationException("WireMock was not started.");

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        if (WireMockServer.MissingReason() is { } reason)
        {
            GiveUp(reason);
        }

        _server = await WireMockServer.StartAsync();
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }

    private static void GiveUp(string reason)
    {
        if (Environment.GetEnvironmentVariable("CHATSDK_REQUIRE_WIREMOCK") == "1")
        {
            Assert.Fail(reason);
        }

        Assert.Ignore(reason);
    }
}
