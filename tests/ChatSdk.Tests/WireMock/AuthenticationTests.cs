using System.Net;

namespace ChatSdk.Tests.WireMock;

/// <summary>Tests which API keys and other headers the server receives.</summary>
[TestFixture]
public sealed class AuthenticationTests : WireMockTest
{
    [SetUp]
    public void AcceptOneKey()
    {
        Server.Given(Chat().WithHeader("Authorization", "Bearer valid")).AtPriority(1).RespondWith(Text("The key is valid."));
        Server.Given(Chat()).AtPriority(2).RespondWith(Capture("openai-401-invalid-key"));
    }

    [Test]
    public async Task Create_with_a_valid_key_returns_the_answer()
    {
        Options.ApiKey = "valid";

        (await Client.CreateAsync("Hi", cancellationToken: Guard)).Text.Should().Be("The key is valid.");
    }

    [TestCase("invalid")]
    [TestCase(null)]
    public async Task Create_without_a_valid_key_throws_an_authentication_error(string? key)
    {
        Options.ApiKey = key;

        var failure = (await Client.Awaiting(client => client.CreateAsync("Hi", cancellationToken: Guard)).Should().ThrowExactlyAsync<ChatApiException>()).Which;

        failure.Status.Should().Be(HttpStatusCode.Unauthorized);
        failure.Kind.Should().Be(ChatErrorKind.Authentication);
        failure.Code.Should().Be("invalid_api_key");
    }

    [Test]
    public async Task Headers_in_the_client_options_and_the_call_options_are_received()
    {
        Options.ApiKey = "valid";
        Options.Headers["X-Team"] = "blue";

        await Client.CreateAsync("Hi", new ChatCallOptions { Headers = { ["X-Trace"] = "1" } }, Guard);

        var headers = Server.LogEntries.Should().ContainSingle().Which.RequestMessage!.Headers!;
        headers["Authorization"].Should().Equal("Bearer valid");
        headers["X-Team"].Should().Equal("blue");
        headers["X-Trace"].Should().Equal("1");
        headers["User-Agent"].Should().ContainSingle().Which.Should().StartWith("ChatSdk/");
    }
}
