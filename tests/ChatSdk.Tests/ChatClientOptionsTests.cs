namespace ChatSdk.Tests;

/// <summary>Tests that invalid options throw when the client is created. The message names the option and contains no secret.</summary>
[TestFixture]
public sealed class ChatClientOptionsTests
{
    private const string Secret = "sk-secret";

    [TestCase(null)]
    [TestCase("")]
    [TestCase(" ")]
    [TestCase("/v1")]
    [TestCase("api.example.com/v1")]
    [TestCase("localhost:8000/v1")]
    [TestCase("ftp://api.example.com/v1")]
    [TestCase("https://")]
    [TestCase("https://user:sk-secret@api.example.com/v1")]
    public void Invalid_address_throws(string? address) =>
        ShouldThrow(new() { BaseAddress = address }, "BaseAddress");

    [Test]
    public void Client_exposes_its_model_and_its_address_without_the_query()
    {
        using ChatClient client = new(" https://host/v1?key=sk-secret#x ", model: "m");

        (client.BaseAddress, client.Model).Should().Be((new Uri("https://host/v1"), "m"));
    }

    [TestCase("sk-secret\r\nX-Evil: 1")]
    [TestCase("sk-secret\nX-Evil: 1")]
    [TestCase("sk-secret\0")]
    [TestCase("sk-secret\tx")]
    [TestCase("sk-secret\u007f")]
    [TestCase("sk-secret-ключ")]
    [TestCase("\u201csk-secret\u201d")]
    public void Key_that_is_invalid_in_a_header_throws(string key) =>
        ShouldThrow(new() { BaseAddress = "https://api.example.com", ApiKey = key }, "ApiKey");

    [TestCase("")]
    [TestCase(null)]
    [TestCase("api key")]
    [TestCase("api-key:")]
    [TestCase("api-key\r\nX-Evil")]
    [TestCase("Content-Type")]
    public void Invalid_key_header_throws(string? name) =>
        ShouldThrow(new() { BaseAddress = "https://api.example.com", ApiKey = Secret, ApiKeyHeader = name! }, "ApiKeyHeader");

    [TestCase("Bearer\r\nX-Evil: 1\r\nX:")]
    [TestCase("Schlüssel")]
    public void Key_scheme_that_is_invalid_in_a_header_throws(string scheme) =>
        ShouldThrow(new() { BaseAddress = "https://api.example.com", ApiKey = Secret, ApiKeyScheme = scheme }, "ApiKeyScheme");

    [TestCase("X Title", "a")]
    [TestCase("", "a")]
    [TestCase("X-Title\r\nX-Evil", "a")]
    [TestCase("X-Title", "sk-secret\r\nX-Evil: 1")]
    [TestCase("X-Title", "sk-secret\0")]
    [TestCase("X-Title", "sk-secret-ü")]
    [TestCase("X-Title", null)]
    [TestCase("Content-Type", "text/plain")]
    [TestCase("Content-Length", "1")]
    public void Invalid_header_throws(string name, string? value)
    {
        var options = new ChatClientOptions { BaseAddress = "https://api.example.com" };
        options.Headers[name] = value!;

        ShouldThrow(options, "Headers");
    }

    [TestCase("http://api.example.com")]
    [TestCase("http://10.0.0.1:8000/v1")]
    public void Key_over_plain_http_to_a_remote_machine_throws(string address) =>
        ShouldThrow(new() { BaseAddress = address, ApiKey = Secret }, "AllowInsecureHttp");

    [Test]
    public void Key_provider_over_plain_http_to_a_remote_machine_throws() =>
        ShouldThrow(new() { BaseAddress = "http://api.example.com", ApiKeyProvider = _ => Task.FromResult<string?>(Secret) }, "AllowInsecureHttp");

    [TestCase("Authorization")]
    [TestCase("Proxy-Authorization")]
    [TestCase("api-key")]
    [TestCase("Ocp-Apim-Subscription-Key")]
    [TestCase("Helicone-Auth")]
    [TestCase("cf-aig-authorization")]
    [TestCase("x-portkey-api-key")]
    [TestCase("X-Auth-Token")]
    [TestCase("X-Amz-Security-Token")]
    [TestCase("x-session-token")]
    public void Header_that_may_hold_a_key_over_plain_http_to_another_machine_throws(string name) =>
        ShouldThrow(new() { BaseAddress = "http://api.example.com", Headers = { [name] = Secret } }, "AllowInsecureHttp");

    [TestCase("key")]
    [TestCase("code")]
    [TestCase("sig")]
    [TestCase("access_token")]
    public void Key_in_the_query_over_plain_http_to_another_machine_throws(string name) =>
        ShouldThrow(new() { BaseAddress = $"http://api.example.com?api-version=1&{name}={Secret}" }, "AllowInsecureHttp");

    [Test]
    public void Exception_names_the_header_that_may_hold_a_key() =>
        ShouldThrow(new() { BaseAddress = "http://api.example.com", Headers = { ["X-Title"] = "a", ["Helicone-Auth"] = Secret } }, "Headers[\"Helicone-Auth\"]");

    [Test]
    public void Value_for_a_custom_key_header_over_plain_http_to_another_machine_throws() =>
        ShouldThrow(new() { BaseAddress = "http://api.example.com", ApiKeyHeader = "X-Team", Headers = { ["x-team"] = Secret } }, "AllowInsecureHttp");

    [TestCase("X-Author")]
    [TestCase("X-Max-Tokens")]
    [TestCase("Idempotency-Key")]
    public void Header_whose_name_does_not_suggest_a_key_may_be_sent_over_plain_http(string name)
    {
        var act = () => new ChatClient(new ChatClientOptions { BaseAddress = "http://api.example.com?api-version=1", Headers = { [name] = "1" } }).Dispose();

        act.Should().NotThrow();
    }

    [TestCase("http://localhost:8000", Secret, false)]
    [TestCase("http://127.0.0.1:8000", Secret, false)]
    [TestCase("http://[::1]:8000", Secret, false)]
    [TestCase("http://api.example.com", null, false)]
    [TestCase("http://api.example.com", Secret, true)]
    [TestCase("https://api.example.com", Secret, false)]
    public void Address_is_valid_if_it_is_https_or_local_or_there_is_no_key_or_http_is_allowed(string address, string? key, bool allow)
    {
        var act = () => new ChatClient(new ChatClientOptions { BaseAddress = address, ApiKey = key, AllowInsecureHttp = allow }).Dispose();

        act.Should().NotThrow();
    }

    [Test]
    public void Exception_names_all_invalid_options()
    {
        var options = new ChatClientOptions
        {
            BaseAddress = "https://api.example.com",
            MaxRetries = -1,
            RetryDelay = TimeSpan.FromSeconds(-1),
            MaxRetryDelay = TimeSpan.FromSeconds(-1),
            MaxRetryAfter = TimeSpan.FromSeconds(-1),
            ConnectTimeout = TimeSpan.Zero,
            AttemptTimeout = TimeSpan.Zero,
            StreamIdleTimeout = TimeSpan.FromSeconds(-2),
            OverallTimeout = TimeSpan.Zero,
            StreamResumption = (StreamResumption)7,
            MaxStreamResumptions = -1,
            MaxMessageBytes = 0,
            MaxAnswerBytes = 0,
            ResilienceHandlerBehavior = (ResilienceHandlerBehavior)7,
            TimeProvider = null!,
        };

        ShouldThrow(
            options,
            "MaxRetries",
            "RetryDelay",
            "MaxRetryDelay",
            "MaxRetryAfter",
            "ConnectTimeout",
            "AttemptTimeout",
            "StreamIdleTimeout",
            "OverallTimeout",
            "StreamResumption",
            "MaxStreamResumptions",
            "MaxMessageBytes",
            "MaxAnswerBytes",
            "ResilienceHandlerBehavior",
            "TimeProvider");
    }

    [Test]
    public void Timeouts_that_exceed_the_maximum_timer_interval_throw() => ShouldThrow(
        new() { BaseAddress = "https://api.example.com", OverallTimeout = TimeSpan.MaxValue, AttemptTimeout = TimeSpan.MaxValue, StreamIdleTimeout = TimeSpan.MaxValue, ConnectTimeout = TimeSpan.MaxValue },
        "OverallTimeout",
        "AttemptTimeout",
        "StreamIdleTimeout",
        "ConnectTimeout");

    [Test]
    public void ToString_of_options_shows_the_host_and_no_secret()
    {
        var options = new ChatClientOptions { BaseAddress = $"https://api.example.com/v1?key={Secret}", ApiKey = Secret, Headers = { ["X-Key"] = Secret } };

        options.ToString().Should().Contain("api.example.com").And.NotContain(Secret);
    }

    [Test]
    public void Null_options_and_null_HttpClient_throw()
    {
        FluentActions.Invoking(() => new ChatClient((ChatClientOptions)null!)).Should().Throw<ArgumentNullException>().WithParameterName("options");
        FluentActions.Invoking(() => new ChatClient((HttpClient)null!, new ChatClientOptions { BaseAddress = "https://api.example.com" })).Should().Throw<ArgumentNullException>().WithParameterName("httpClient");
    }

    private static void ShouldThrow(ChatClientOptions options, params string[] names)
    {
        var failure = FluentActions.Invoking(() => new ChatClient(options)).Should().Throw<ArgumentException>().Which;

        names.Should().AllSatisfy(name => failure.Message.Should().Contain(name));
        failure.ToString().Should().NotContain(Secret).And.NotContain("X-Evil: 1");
    }
}
