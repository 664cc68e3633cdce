using System.Net;

namespace ChatSdk.Tests.WireMock;

/// <summary>Tests API keys and other headers, as the server receives them.</summary>
[TestFixture]
public sealed class AuthenticationTests : WireMockTest
{
    [SetUp]
    public void AcceptOneKey()
    {
        Server.Given(Chat().WithHeader("Authorization", "Bearer right")).AtPriority(1).RespondWith(Text("The key fits."));
        Server.Given(Chat()).AtPriority(2).RespondWith(Capture("openai-401-invalid-key"));
    }

    [Test]
    public async Task Create_returns_the_answer_with_the_right_key()
    {
        Options.ApiKey = "right";

        (await Client.CreateAsync("Hi", cancellationToken: Guard)).Text.Should().Be("The key fits.");
    }

    [TestCase("wrong")]
    [TestCase(null)]
    public async Task Create_throws_an_authentication_error_without_the_right_key(string? key)
    {
        Options.ApiKey = key;

        var failure = (await Client.Awaiting(client => client.CreateAsync("Hi", cancellationToken: Guard)).Should().ThrowExactlyAsync<ChatApiException>()).Which;

        failure.Status.Should().Be(HttpStatusCode.Unauthorized);
        failure.Kind.Should().Be(ChatErrorKind.Authentication);
        failure.Code.Should().Be("invalid_api_key");
    }

    [Test]
    public async Task Headers_of_the_client_and_of_the_call_are_received()
    {
        Options.ApiKey = "right";
        Options.Headers["X-Team"] = "blue";

        await Client.CreateAsync("Hi", new ChatCallOptions { Headers = { ["X-Trace"] = "1" } }, Guard);

        var headers = Server.LogEntries.Should().ContainSingle().Which.RequestMessage!.Headers!;
        headers["Authorization"].Should().Equal("Bearer right");
        headers["X-Team"].Should().Equal("blue");
        headers["X-Trace"].Should().Equal("1");
        headers["User-Agent"].Should().ContainSingle().Which.Should().StartWith("ChatSdk/");
    }
}
