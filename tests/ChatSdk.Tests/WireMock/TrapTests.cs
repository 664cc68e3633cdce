using System.Net;
using System.Net.NetworkInformation;
using WireMock.ResponseBuilders;

namespace ChatSdk.Tests.WireMock;

/// <summary>The traps that <c>docs/testing.md</c> describes. If a test fails with a new version of WireMock.Net, remove that trap from the page.</summary>
[TestFixture]
public sealed class TrapTests : WireMockTest
{
    [Test]
    public async Task WithSseBody_serves_one_request_only()
    {
        Server.Given(Chat()).RespondWith(Response.Create().WithHeader("Content-Type", "text/event-stream").WithSseBody((_, events) =>
        {
            events.Write("""data: {"choices":[{"index":0,"delta":{"content":"Hello."}}]}""" + "\n\n");
            events.Write("data: [DONE]\n\n");
            events.Close();
            return Task.CompletedTask;
        }));
        var ask = () => Client.CreateStreamAsync("Hi", cancellationToken: Guard).ToCompletionAsync(Guard);

        (await ask()).Text.Should().Be("Hello.");

        await ask.Should().ThrowAsync<ChatException>("all requests share one queue, and it is closed");
    }

    [Test]
    public async Task WithBodyAsJson_drops_members_that_are_null()
    {
        Server.Given(Chat()).RespondWith(Response.Create().WithBodyAsJson(new { choices = new[] { new { message = new { content = "Hello." }, x = (string?)null } } }));

        (await Client.CreateAsync("Hi", cancellationToken: Guard)).Choices[0].ExtraFields.Should().NotContainKey("x");
    }

    [TestCase(FaultType.EMPTY_RESPONSE)]
    [TestCase(FaultType.MALFORMED_RESPONSE_CHUNK)]
    public async Task Fault_is_a_valid_response_and_not_a_broken_connection(FaultType fault)
    {
        Server.Given(Chat()).RespondWith(Text("Hello.").WithFault(fault));

        await Client.Awaiting(client => client.CreateAsync("Hi", cancellationToken: Guard)).Should().ThrowExactlyAsync<ChatProtocolException>();
    }

    [Test]
    public void Server_with_an_explicit_address_listens_on_loopback_only()
    {
        var listeners = IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Where(listener => listener.Port == Server.Port);

        listeners.Should().ContainSingle().Which.Address.Should().Be(IPAddress.Loopback);
    }
}
