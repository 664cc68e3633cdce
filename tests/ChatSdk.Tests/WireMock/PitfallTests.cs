using System.Net;
using System.Net.NetworkInformation;
using WireMock.ResponseBuilders;

namespace ChatSdk.Tests.WireMock;

/// <summary>Tests the WireMock.Net pitfalls that <c>docs/testing.md</c> describes. If a test fails with a new version of WireMock.Net, remove its pitfall from that page.</summary>
[TestFixture]
public sealed class PitfallTests : WireMockTest
{
    [Test]
    public async Task WithSseBody_serves_only_one_request()
    {
        Server.Given(Chat()).RespondWith(Response.Create().WithHeader("Content-Type", "text/event-stream").WithSseBody((_, events) =>
        {
            events.Write("""data: {"choices":[{"index":0,"delta":{"content":"Hello."}}]}""" + "\n\n");
            events.Write("data: [DONE]\n\n");
            events.Close();
            return Task.CompletedTask;
        }));
        var send = () => Client.CreateStreamAsync("Hi", cancellationToken: Guard).ToCompletionAsync(Guard);

        (await send()).Text.Should().Be("Hello.");

        await send.Should().ThrowAsync<ChatException>("WireMock.Net has closed the queue, which all requests share");
    }

    [Test]
    public async Task WithBodyAsJson_omits_null_properties()
    {
        Server.Given(Chat()).RespondWith(Response.Create().WithBodyAsJson(new { choices = new[] { new { message = new { content = "Hello." }, x = (string?)null } } }));

        (await Client.CreateAsync("Hi", cancellationToken: Guard)).Choices[0].ExtraFields.Should().NotContainKey("x");
    }

    [TestCase(FaultType.EMPTY_RESPONSE)]
    [TestCase(FaultType.MALFORMED_RESPONSE_CHUNK)]
    public async Task WireMock_fault_is_a_complete_HTTP_response_instead_of_a_broken_connection(FaultType fault)
    {
        Server.Given(Chat()).RespondWith(Text("Hello.").WithFault(fault));

        await Client.Awaiting(client => client.CreateAsync("Hi", cancellationToken: Guard)).Should().ThrowExactlyAsync<ChatProtocolException>();
    }

    [Test]
    public void Server_with_a_loopback_address_in_Urls_listens_only_on_this_address()
    {
        var listeners = IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Where(listener => listener.Port == Server.Port);

        listeners.Should().ContainSingle().Which.Address.Should().Be(IPAddress.Loopback);
    }
}
