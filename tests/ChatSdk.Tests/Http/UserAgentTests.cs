namespace ChatSdk.Tests.Http;

/// <summary>By which name requests go.</summary>
[TestFixture]
public sealed class UserAgentTests : ClientTest
{
    [Test]
    public async Task Request_says_who_sends_it()
    {
        await Client.CreateAsync("Hi", cancellationToken: Guard);

        Server.Requests[0].Headers["User-Agent"].Should().StartWith("ChatSdk/");
    }

    [Test]
    public async Task Name_among_the_headers_stands()
    {
        Options.Headers["User-Agent"] = "mine/1.0";

        await Client.CreateAsync("Hi", cancellationToken: Guard);

        Server.Requests[0].Headers["User-Agent"].Should().Be("mine/1.0");
    }

    [Test]
    public async Task Name_of_the_callers_own_http_client_stands()
    {
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Add("User-Agent", "theirs/2.0");
        using var client = new ChatClient(http, Options);

        await client.CreateAsync("Hi", cancellationToken: Guard);

        Server.Requests[0].Headers["User-Agent"].Should().Be("theirs/2.0");
    }
}
