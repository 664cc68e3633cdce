namespace ChatSdk.Tests.Errors;

/// <summary>Tests exception messages: secrets that the server repeats in its error message are masked, and the number of attempts is appended.</summary>
[TestFixture]
public sealed class KeyInMessageTests : ClientTest
{
    [TestCase("Authorization", null)]
    [TestCase("api-key", null)]
    [TestCase("Authorization", "")]
    public async Task Key_repeated_by_the_server_is_masked(string header, string? scheme)
    {
        (Options.ApiKey, Options.ApiKeyHeader, Options.ApiKeyScheme) = ("sk-secret-1", header, scheme);
        Server.AnswersError(401, "Incorrect API key provided: sk-secret-1.");

        var failure = (await Client.Invoking(client => client.CreateAsync("Hi", cancellationToken: Guard)).Should().ThrowAsync<ChatApiException>()).Which;

        failure.ToString().Should().Contain("provided: ***.").And.NotContain("sk-secret-1");
    }

    [TestCase("Authorization", "Bearer sk-secret-1")]
    [TestCase("Proxy-Authorization", "Basic sk-secret-1")]
    [TestCase("api-key", "sk-secret-1")]
    [TestCase("Helicone-Auth", "Bearer sk-secret-1")]
    [TestCase("Ocp-Apim-Subscription-Key", "sk-secret-1")]
    [TestCase("x-session-token", "sk-secret-1")]
    [TestCase("Cookie", "theme=dark; session=sk-secret-1; a=b")]
    public async Task Secret_in_a_header_set_for_the_client_or_for_the_call_is_masked(string header, string value)
    {
        using var client = NewClient(new() { BaseAddress = Server.BaseAddress, Model = "m", MaxRetries = 0, Headers = { [header] = value } });
        Server.AnswersAlways(ChatSdk.Testing.FakeAnswer.Error(401, "Incorrect API key provided: sk-secret-1."));

        var ofClient = await FailAsync(client, options: null);
        var ofCall = await FailAsync(Client, new() { Headers = { [header] = value } });

        ofClient.ToString().Should().Contain("provided: ***.").And.NotContain("sk-secret-1");
        ofCall.ToString().Should().Contain("provided: ***.").And.NotContain("sk-secret-1");
    }

    [TestCase("key")]
    [TestCase("code")]
    [TestCase("sig")]
    [TestCase("access_token")]
    [TestCase("subscription-key")]
    public async Task Secret_in_the_query_is_masked(string name)
    {
        Options.BaseAddress += $"?api-version=1&{name}=sk%2Dsecret%2F1";
        Server.AnswersAlways(ChatSdk.Testing.FakeAnswer.Error(401, $"Wrong: {name}=sk-secret%2f1, which is sk-secret/1."));

        var failure = await FailAsync(Client, options: null);
        var ofCall = await FailAsync(Client, new() { Query = { [name] = "sk-secret/1" } });

        failure.Message.Should().Contain($"Wrong: {name}=***, which is ***.");
        ofCall.Message.Should().NotContain("sk-secret/1");
    }

    [Test]
    public async Task Key_is_masked_in_every_form_in_which_the_server_repeats_it()
    {
        Options.ApiKey = "sk+se/cret=1";
        Server.AnswersAlways(ChatSdk.Testing.FakeAnswer.Error(401, "raw sk+se/cret=1 scheme Bearer sk+se/cret=1 url sk%2Bse%2Fcret%3D1 lower sk%2bse%2fcret%3d1 upper SK+SE/CRET=1"));

        var failure = await FailAsync(Client, options: null);

        failure.Message.Should().Contain("raw *** scheme Bearer *** url *** lower *** upper ***");
    }

    [Test]
    public async Task Secret_in_a_default_header_of_the_HttpClient_is_masked()
    {
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Add("X-Auth-Token", "sk-secret-1");
        using var client = new ChatClient(http, new() { BaseAddress = Server.BaseAddress, Model = "m", MaxRetries = 0 });
        Server.AnswersError(401, "Incorrect API key provided: sk-secret-1.");

        (await FailAsync(client, options: null)).Message.Should().Contain("provided: ***.");
    }

    [Test]
    public async Task Secret_in_a_redirect_target_is_masked()
    {
        Options.ApiKey = "sk-secret-1";
        Server.AnswersAlways(ChatSdk.Testing.FakeAnswer.Raw("", "text/plain", 307).WithHeader("Location", "https://example.org/sk-secret-1/x#sk-secret-2"));

        (await FailAsync(Client, options: null)).Message.Should().Contain("https://example.org/***/x,").And.NotContain("sk-secret");
    }

    [TestCase("a")]
    [TestCase("none")]
    [TestCase("dummy")]
    public async Task Value_that_is_too_short_to_be_a_key_is_not_masked(string key)
    {
        Options.ApiKey = key;
        Server.AnswersError(401, "A dummy and none are a bad idea.");

        (await FailAsync(Client, options: null)).Message.Should().Contain("A dummy and none are a bad idea.");
    }

    [TestCase("X-Author", "provided")]
    [TestCase("X-Max-Tokens", "provided")]
    public async Task Header_value_is_not_masked_if_the_name_does_not_suggest_a_secret(string header, string value)
    {
        Server.AnswersError(401, "No key provided.");

        (await FailAsync(Client, new() { Headers = { [header] = value } })).Message.Should().Contain("No key provided.");
    }

    [Test]
    public async Task Key_repeated_in_a_stream_is_masked()
    {
        (Options.ApiKey, Options.MaxRetries) = ("sk-secret-1", 0);
        Server.Answers(ChatSdk.Testing.FakeAnswer.Events(Piece("a"), """{"error":{"message":"bad key sk-secret-1"}}"""));

        var (_, failure) = await ReadBrokenAsync();

        failure.ToString().Should().NotContain("sk-secret-1");
    }

    [Test]
    public async Task Message_contains_the_number_of_attempts()
    {
        Options.RetryDelay = TimeSpan.Zero;
        Server.AnswersAlways(ChatSdk.Testing.FakeAnswer.Error(503, "Later."));

        var failure = (await Client.Invoking(client => client.CreateAsync("Hi", cancellationToken: Guard)).Should().ThrowAsync<ChatApiException>()).Which;

        failure.Message.Should().EndWith("Later. (3 attempts)");
    }

    [Test]
    public async Task Message_for_an_html_page_contains_the_address_without_its_key()
    {
        Options.BaseAddress += "?key=secret";
        Server.Answers(ChatSdk.Testing.FakeAnswer.Raw("<html>Login</html>", "text/html"));

        var failure = (await Client.Invoking(client => client.CreateAsync("Hi", cancellationToken: Guard)).Should().ThrowAsync<ChatProtocolException>()).Which;

        failure.Message.Should().Contain("text/html").And.Contain("/v1/chat/completions").And.NotContain("secret");
    }

    private static async Task<ChatApiException> FailAsync(ChatClient client, ChatCallOptions? options) =>
        (await client.Awaiting(it => it.CreateAsync("Hi", options, Guard)).Should().ThrowAsync<ChatApiException>()).Which;
}
