namespace ChatSdk.Tests.Http;

/// <summary>Tests the user agent header.</summary>
[TestFixture]
public sealed class UserAgentTests : ClientTest
{
    [Test]
    public async Task Request_has_a_user_agent()
    {
        await Client.CreateAsync("Hi", cancellationToken: Guard);

        Server.Requests[0].Headers["User-Agent"].Should().StartWith("ChatSdk/");
    }

    [Test]
    public async Task User_agent_in_the_options_is_preserved()
    {
        Options.Headers["User-Agent"] = "mine/1.0";

        await Client.CreateAsync("Hi", cancellationToken: Guard);

        Server.Requests[0].Headers["User-Agent"].Should().Be("mine/1.0");
    }

    [Test]
    public async Task User_agent_of_the_callers_http_client_is_preserved()
    {
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Add("User-Agent", "theirs/2.0");
        using var client = new ChatClient(http, Options);

        await client.CreateAsync("Hi", cancellationToken: Guard);

        Server.Requests[0].Headers["User-Agent"].Should().Be("theirs/2.0");
    }
}
