namespace ChatSdk.Tests.Http;

/// <summary>Tests how the API key and the headers in the options are sent.</summary>
[TestFixture]
public sealed class AuthTests : ClientTest
{
    [TestCase(null)]
    [TestCase("")]
    [TestCase(" \n")]
    public async Task No_Authorization_header_is_sent_if_the_key_is_missing_empty_or_white_space(string? key)
    {
        Options.ApiKey = key;

        (await HeadersAsync()).Should().NotContainKey("Authorization");
    }

    [TestCase("sk-1", "Bearer sk-1")]
    [TestCase("sk-1\n", "Bearer sk-1")]
    [TestCase(" sk-1\r\n", "Bearer sk-1")]
    public async Task Key_is_trimmed_and_sent_as_a_bearer_token(string key, string expected)
    {
        Options.ApiKey = key;

        (await HeadersAsync()).Should().Contain("Authorization", expected);
    }

    [Test]
    public async Task Key_in_a_custom_header_has_no_scheme_by_default()
    {
        Options.ApiKey = "sk-1";
        Options.ApiKeyHeader = "api-key";

        (await HeadersAsync()).Should().Contain("api-key", "sk-1").And.NotContainKey("Authorization");
    }

    [TestCase("Basic dXNlcjpwYXNz", "", "Basic dXNlcjpwYXNz")]
    [TestCase("sk-1", "", "sk-1")]
    [TestCase("c2stMTIz/w==", "", "c2stMTIz/w==")]
    [TestCase("sk-1", "Token", "Token sk-1")]
    [TestCase("c2stMTIz/w==", "Api-Key", "Api-Key c2stMTIz/w==")]
    [TestCase("sk-1", "Token:", "Token: sk-1")]
    public async Task Key_is_sent_with_the_configured_scheme_or_alone_if_the_scheme_is_empty(string key, string scheme, string expected)
    {
        Options.ApiKey = key;
        Options.ApiKeyScheme = scheme;

        (await HeadersAsync()).Should().Contain("Authorization", expected);
    }

    [Test]
    public async Task Key_in_a_custom_header_has_the_configured_scheme()
    {
        Options.ApiKey = "sk-1";
        Options.ApiKeyHeader = "X-Auth";
        Options.ApiKeyScheme = "Key";

        (await HeadersAsync()).Should().Contain("X-Auth", "Key sk-1");
    }

    [Test]
    public async Task Key_provider_is_called_for_every_attempt()
    {
        var calls = 0;
        Options.ApiKey = "sk-old";
        Options.ApiKeyProvider = _ => Task.FromResult<string?>($"sk-{++calls}\n");
        Options.RetryDelay = TimeSpan.FromMilliseconds(1);
        Server.AnswersError(503, "Later.").AnswersJson(Hi);

        await Client.CreateAsync("Hi", cancellationToken: Guard);

        Server.Requests.Select(request => request.Headers["Authorization"]).Should().Equal("Bearer sk-1", "Bearer sk-2");
    }

    [Test]
    public async Task No_Authorization_header_is_sent_if_the_key_provider_returns_null()
    {
        Options.ApiKeyProvider = _ => Task.FromResult<string?>(null);

        (await HeadersAsync()).Should().NotContainKey("Authorization");
    }

    [Test]
    public async Task Line_break_within_a_key_from_the_key_provider_throws_without_revealing_the_key()
    {
        Options.ApiKeyProvider = _ => Task.FromResult<string?>("sk-1\r\nX-Evil: 1");

        var act = () => Client.CreateAsync("Hi", cancellationToken: Guard);

        var failure = (await act.Should().ThrowAsync<InvalidOperationException>()).Which;
        failure.Message.Should().Contain("ApiKeyProvider");
        failure.ToString().Should().NotContain("sk-1").And.NotContain("X-Evil");
        Server.Requests.Should().BeEmpty();
    }

    [Test]
    public async Task Headers_in_the_call_options_take_precedence_over_those_in_the_client_options()
    {
        Options.Headers["OpenAI-Organization"] = "org-1";
        Options.Headers["X-Title"] = "client";
        var call = new ChatCallOptions { Headers = { ["x-title"] = "call", ["X-Extra"] = "" } };

        await Client.CreateAsync("Hi", call, Guard);
        await Client.CreateAsync("Hi", cancellationToken: Guard);

        Server.Requests[0].Headers.Should().Contain("OpenAI-Organization", "org-1").And.Contain("X-Title", "call").And.ContainKey("X-Extra");
        Server.Requests[1].Headers.Should().Contain("X-Title", "client").And.NotContainKey("X-Extra");
    }

    [Test]
    public async Task Authorization_header_in_the_call_options_replaces_the_key_of_the_client()
    {
        Options.ApiKey = "sk-client";
        var call = new ChatCallOptions { Headers = { ["Authorization"] = "Bearer sk-call" } };

        await Client.CreateAsync("Hi", call, Guard);

        Server.Requests[0].Headers.Should().Contain("Authorization", "Bearer sk-call");
    }

    private async Task<IReadOnlyDictionary<string, string>> HeadersAsync()
    {
        await Client.CreateAsync("Hi", cancellationToken: Guard);
        return Server.Requests[0].Headers;
    }
}
