using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace ChatSdk.Tests.Faults;

/// <summary>Tests API keys and base addresses that are unsafe, or that are valid but written in an unusual way. Row numbers refer to the table in <c>docs/errors-and-retries.md</c>.</summary>
[TestFixture]
public sealed class SettingFaultTests : FaultTest
{
    private const string _secret = "sk-secret";

    [TestCase("sk-secret\r\nX-Evil: 1")]
    [TestCase("sk-secret\nX-Evil: 1")]
    [TestCase("sk-secret\0")]
    [TestCase("sk-secret-ключ")]
    [Fault(77, "a key contains a line break, NUL or a non-ASCII character", "`ArgumentException`, `OptionsValidationException` (with dependency injection) or `InvalidOperationException` (for a key from `ApiKeyProvider`), whose message does not contain the key; nothing is sent")]
    public async Task Row_77_key_with_a_control_or_non_ASCII_character_is_rejected(string key)
    {
        var services = new ServiceCollection();
        services.AddChatClient(options => (options.BaseAddress, options.Model, options.ApiKey) = (Server.BaseAddress, "m", key));
        await using var provider = services.BuildServiceProvider();
        Options.ApiKeyProvider = _ => Task.FromResult<string?>(key);
        var options = new ChatClientOptions { BaseAddress = Server.BaseAddress, ApiKey = key };

        await ShouldBeRefusedAsync<ArgumentException>(() => Task.FromResult(NewClient(options)));
        await ShouldBeRefusedAsync<OptionsValidationException>(() => Task.FromResult(provider.GetRequiredService<ChatClient>()));
        await ShouldBeRefusedAsync<InvalidOperationException>(() => Client.CreateAsync("Hi", cancellationToken: Guard));
        await ShouldBeRefusedAsync<ArgumentException>(() => Client.CreateAsync("Hi", new() { Headers = { ["Authorization"] = key } }, Guard));

        Server.Requests.Should().BeEmpty();
    }

    [TestCase("", null)]
    [TestCase(" \r\n", null)]
    [TestCase(" sk-1\r\n", "Bearer sk-1")]
    [Fault(77, "a key is empty, or has spaces or line breaks before or after it", "the answer; an empty key is not sent, and any other key is sent without these spaces and line breaks", Retried = "not needed", Kept = "all")]
    public async Task Row_77_white_space_around_a_key_is_not_sent(string key, string? header)
    {
        Options.ApiKey = key;

        await Client.CreateAsync("Hi", cancellationToken: Guard);

        Server.Requests[0].Headers.GetValueOrDefault("Authorization").Should().Be(header);
    }

    [TestCase("http://api.example.com/v1", "AllowInsecureHttp")]
    [TestCase("http://10.0.0.1/v1", "AllowInsecureHttp")]
    [TestCase("https://user:sk-secret@api.example.com/v1", "BaseAddress")]
    [TestCase("ftp://api.example.com/v1", "BaseAddress")]
    [Fault(78, "a key is used with an `http://` address of another machine, or an address has a password or an unsupported scheme", "`ArgumentException` or, with dependency injection, `OptionsValidationException`, whose message does not contain the key; nothing is sent")]
    public async Task Row_78_unsafe_or_unsupported_base_address_is_rejected(string address, string named)
    {
        var options = new ChatClientOptions { BaseAddress = address, ApiKey = _secret };
        var services = new ServiceCollection();
        services.AddChatClient(added => (added.BaseAddress, added.ApiKey) = (address, _secret));
        await using var provider = services.BuildServiceProvider();

        (await ShouldBeRefusedAsync<ArgumentException>(() => Task.FromResult(NewClient(options)))).Message.Should().Contain(named);
        (await ShouldBeRefusedAsync<OptionsValidationException>(() => Task.FromResult(provider.GetRequiredService<ChatClient>()))).Message.Should().Contain(named);
    }

    [TestCase("", "/v1/chat/completions", "")]
    [TestCase("/v1", "/v1/chat/completions", "")]
    [TestCase("/v1/", "/v1/chat/completions", "")]
    [TestCase("/v1?api-version=1&x=a%2Fb", "/v1/chat/completions", "?api-version=1&x=a%2Fb")]
    [TestCase("/v1/chat/completions", "/v1/chat/completions", "")]
    [Fault(78, "an address has no path, ends with a slash, has a query, or is the full address of an operation", "the answer; the query is preserved", Retried = "not needed", Kept = "all")]
    public async Task Row_78_base_address_is_accepted_in_several_forms(string suffix, string path, string query)
    {
        Options.BaseAddress = Server.BaseAddress[..^"/v1".Length] + suffix;

        await Client.CreateAsync("Hi", cancellationToken: Guard);

        (Server.Requests[0].Path, Server.Requests[0].Query).Should().Be((path, query));
    }

    private static async Task<T> ShouldBeRefusedAsync<T>(Func<Task> act)
        where T : Exception
    {
        var failure = (await act.Should().ThrowAsync<T>()).Which;
        failure.ToString().Should().NotContain(_secret).And.NotContain("X-Evil: 1");
        return failure;
    }
}
