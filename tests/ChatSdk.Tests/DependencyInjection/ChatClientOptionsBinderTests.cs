using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace ChatSdk.Tests.DependencyInjection;

/// <summary>Tests that configuration settings are bound to the options, or reported as invalid.</summary>
[TestFixture]
public sealed class ChatClientOptionsBinderTests
{
    [Test]
    [SetCulture("de-DE")]
    public void Every_option_except_services_and_callbacks_is_bound()
    {
        var options = Bind(
            ("BaseAddress", "https://api.example.com/v1"),
            ("ApiKey", "sk-1"),
            ("apikeyheader", "api-key"),
            ("ApiKeyScheme", ""),
            ("Model", "m"),
            ("AllowInsecureHttp", "True"),
            ("ForwardHeaders", "true"),
            ("MaxRetries", "5"),
            ("RetryDelay", "00:00:00.25"),
            ("MaxRetryDelay", "00:00:04"),
            ("MaxRetryAfter", "00:01:00"),
            ("ConnectTimeout", "00:00:05"),
            ("AttemptTimeout", "00:02:00"),
            ("StreamIdleTimeout", "00:03:00"),
            ("EventIdleTimeout", "00:04:00"),
            ("SeparateThinkTags", "true"),
            ("OverallTimeout", "01:00:00"),
            ("StreamResumption", "prefixMessage"),
            ("MaxStreamResumptions", "4"),
            ("ResilienceHandlerBehavior", "keepBoth"),
            ("MaxMessageBytes", "1000"),
            ("MaxAnswerBytes", "2000"),
            ("EnableTelemetry", "false"),
            ("CaptureMessageContent", "true"),
            ("CaptureResponseBody", "true"),
            ("TelemetryProvider", "my.provider"),
            ("RateLimits:RequestsPerMinute", "600"),
            ("RateLimits:TokensPerMinute", "30000"),
            ("RateLimits:Burst", "00:00:10"),
            ("RateLimits:FollowServer", "false"),
            ("RateLimits:Models:large:RequestsPerMinute", "60"),
            ("Budget:MaxTokens", "3000"),
            ("Prices:m:Input", "0.5"),
            ("Headers:X-Title", "My program"),
            ("Headers:X-Empty", ""));

        // An option that is missing from the list above would have its default value.
        var members = typeof(ChatClientOptions).GetProperties().Where(member => !member.PropertyType.IsSubclassOf(typeof(Delegate)) && member.Name is not ("TimeProvider" or "LoggerFactory"));
        members.Should().AllSatisfy(member => member.GetValue(options).Should().NotBe(member.GetValue(new ChatClientOptions()), $"{member.Name} must be bound"));
        options.Should().BeEquivalentTo(new ChatClientOptions
        {
            BaseAddress = "https://api.example.com/v1",
            ApiKey = "sk-1",
            ApiKeyHeader = "api-key",
            ApiKeyScheme = "",
            Model = "m",
            AllowInsecureHttp = true,
            ForwardHeaders = true,
            MaxRetries = 5,
            RetryDelay = TimeSpan.FromSeconds(0.25),
            MaxRetryDelay = TimeSpan.FromSeconds(4),
            MaxRetryAfter = TimeSpan.FromMinutes(1),
            ConnectTimeout = TimeSpan.FromSeconds(5),
            AttemptTimeout = TimeSpan.FromMinutes(2),
            StreamIdleTimeout = TimeSpan.FromMinutes(3),
            EventIdleTimeout = TimeSpan.FromMinutes(4),
            SeparateThinkTags = true,
            OverallTimeout = TimeSpan.FromHours(1),
            StreamResumption = StreamResumption.PrefixMessage,
            MaxStreamResumptions = 4,
            ResilienceHandlerBehavior = ResilienceHandlerBehavior.KeepBoth,
            MaxMessageBytes = 1000,
            MaxAnswerBytes = 2000,
            EnableTelemetry = false,
            CaptureMessageContent = true,
            CaptureResponseBody = true,
            TelemetryProvider = "my.provider",
            RateLimits = new()
            {
                RequestsPerMinute = 600,
                TokensPerMinute = 30_000,
                Burst = TimeSpan.FromSeconds(10),
                FollowServer = false,
                Models = { ["large"] = new() { RequestsPerMinute = 60 } },
            },
            Budget = new() { MaxTokens = 3000 },
            Prices = { ["m"] = new() { Input = 0.5m } },
            Headers = { ["X-Title"] = "My program", ["X-Empty"] = "" },
            LoggerFactory = options.LoggerFactory,
        });
    }

    [TestCase("MaxRetrys", "2")]
    [TestCase("Timeout", "00:00:10")]
    [TestCase("TimeProvider", "System")]
    [TestCase("MaxRetries", "two")]
    [TestCase("MaxRetries", "99999999999")]
    [TestCase("MaxRetries", "")]
    [TestCase("AllowInsecureHttp", "yes")]
    [TestCase("ResilienceHandlerBehavior", "Panic")]
    [TestCase("ResilienceHandlerBehavior", "7")]
    [TestCase("AttemptTimeout", "10s")]
    [TestCase("RateLimits", "600")]
    [TestCase("RateLimits:RequestsPerSecond", "10")]
    [TestCase("RateLimits:RequestsPerMinute", "many")]
    [TestCase("RateLimits:Models:large:Limit", "5")]
    [TestCase("RateLimits:Models:llama3:8b:Limit", "5")]
    [TestCase("RateLimits:Models:large", "5")]
    [TestCase("AttemptTimeout", "30")]
    [TestCase("AttemptTimeout", "99:99:99")]
    public void Exception_names_an_unknown_or_invalid_setting(string key, string value)
    {
        var act = () => Bind(("BaseAddress", "https://api.example.com"), (key, value));

        act.Should().Throw<InvalidOperationException>().WithMessage($"*'Chat:Client:{key}'*");
    }

    [TestCase("RateLimits:RequestsPerMinute", "0", "RateLimits.RequestsPerMinute must be positive")]
    [TestCase("RateLimits:TokensPerMinute", "-5", "RateLimits.TokensPerMinute must be positive")]
    [TestCase("RateLimits:Burst", "00:02:00", "RateLimits.Burst must not be")]
    [TestCase("RateLimits:Models:large:TokensPerMinute", "0", "RateLimits.Models[\"large\"].TokensPerMinute must be positive")]
    public void Rate_limit_that_is_out_of_range_throws(string key, string value, string message)
    {
        var act = () => Bind(("BaseAddress", "https://api.example.com"), (key, value));

        act.Should().Throw<OptionsValidationException>().WithMessage($"*{message}*");
    }

    [Test]
    public void Limits_of_a_model_whose_name_contains_a_colon_are_bound()
    {
        var options = Bind(
            ("BaseAddress", "https://api.example.com"),
            ("RateLimits:Models:llama3:8b:RequestsPerMinute", "60"),
            ("RateLimits:Models:llama3:TokensPerMinute", "3000"),
            ("RateLimits:Models:a:b:c:FollowServer", "false"),
            ("RateLimits:Models:small", ""));

        options.RateLimits!.Models.Should().BeEquivalentTo(new Dictionary<string, ChatRateLimitOptions>(StringComparer.Ordinal)
        {
            ["llama3:8b"] = new() { RequestsPerMinute = 60 },
            ["llama3"] = new() { TokensPerMinute = 3000 },
            ["a:b:c"] = new() { FollowServer = false },
            ["small"] = new(),
        });
    }

    [Test]
    public void Empty_RateLimits_section_enables_FollowServer() =>
        Bind(("BaseAddress", "https://api.example.com"), ("RateLimits", "")).RateLimits!.FollowServer.Should().BeTrue();

    [TestCase("MaxRetries", "sk-SECRET", "a whole number, such as 2")]
    [TestCase("AllowInsecureHttp", "sk-SECRET", "true or false")]
    [TestCase("AttemptTimeout", "sk-SECRET", "a time, such as 00:01:30 for 90 seconds, or Infinite")]
    [TestCase("ResilienceHandlerBehavior", "sk-SECRET", "one of DisableRetries, KeepBoth, Throw")]
    [TestCase("StreamResumption", "sk-SECRET", "one of None, TrailingMessage, PrefixMessage, ContinueFinalMessage")]
    public void Exception_for_an_invalid_value_shows_the_expected_form_but_not_the_value(string key, string value, string form)
    {
        var act = () => Bind(("BaseAddress", "https://api.example.com"), (key, value));

        var failure = act.Should().Throw<InvalidOperationException>().Which;

        failure.Message.Should().Contain($"'Chat:Client:{key}'").And.Contain($"It must be {form}");
        failure.ToString().Should().NotContain("SECRET");
    }

    [Test]
    public void Exception_names_a_setting_that_is_a_section_instead_of_a_value()
    {
        var act = () => Bind(("BaseAddress", "https://api.example.com"), ("ApiKey:Value", "sk-1"));

        act.Should().Throw<InvalidOperationException>().WithMessage("*'Chat:Client:ApiKey'*");
    }

    [Test]
    public void Empty_section_throws_because_the_address_is_missing()
    {
        var act = () => Bind();

        act.Should().Throw<OptionsValidationException>().WithMessage("*BaseAddress*");
    }

    private static ChatClientOptions Bind(params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create($"Chat:Client:{setting.Key}", (string?)setting.Value)))
            .Build();
        var services = new ServiceCollection();
        services.AddChatClient(configuration.GetSection("Chat:Client"));
        using var provider = services.BuildServiceProvider();
        return provider.GetRequiredService<IOptions<ChatClientOptions>>().Value;
    }
}
