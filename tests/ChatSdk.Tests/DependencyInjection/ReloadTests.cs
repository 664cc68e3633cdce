using ChatSdk.Tests.Faults;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ChatSdk.Tests.DependencyInjection;

/// <summary>Tests that a client with <c>ReloadOnChange</c> uses the changed configuration.</summary>
[TestFixture]
public sealed class ReloadTests : ClientTest
{
    private readonly HostApplicationBuilder _builder = Host.CreateEmptyApplicationBuilder(new());

    private LogBook Log { get; } = new();

    private IEnumerable<string> Keys => Server.Requests.Select(request => request.Headers["Authorization"]);

    private IEnumerable<string?> Models => Server.Requests.Select(request => request.Chat!.Model);

    [SetUp]
    public void Configure()
    {
        Set("Chat:BaseAddress", Server.BaseAddress);
        Set("Chat:ApiKey", "sk-old");
        Set("Chat:Model", "old");
        _builder.Logging.AddProvider(Log);
    }

    [Test]
    public async Task New_call_uses_the_changed_key_and_model()
    {
        _builder.Services.AddChatClient(_builder.Configuration.GetSection("Chat")).ReloadOnChange();
        using var host = _builder.Build();
        var client = host.Services.GetRequiredService<ChatClient>();

        await client.CreateAsync("Hi", Guard);
        Change(("Chat:ApiKey", "sk-new"), ("Chat:Model", "new"));
        await client.CreateAsync("Hi", Guard);

        Keys.Should().Equal("Bearer sk-old", "Bearer sk-new");
        Models.Should().Equal("old", "new");
        client.Model.Should().Be("new");
        Log.Lines.Should().ContainSingle(line => line.EventId == 14);
    }

    [Test]
    public async Task Changed_configuration_file_is_used()
    {
        var file = Path.Combine(TestContext.CurrentContext.WorkDirectory, $"{Guid.NewGuid()}.json");
        await File.WriteAllTextAsync(file, """{ "Chat": { "Model": "old-file" } }""", Guard);
        _builder.Configuration.AddJsonFile(file, optional: false, reloadOnChange: false);
        _builder.Services.AddChatClient(_builder.Configuration.GetSection("Chat")).ReloadOnChange();
        using var host = _builder.Build();
        var client = host.Services.GetRequiredService<ChatClient>();

        await client.CreateAsync("Hi", Guard);
        await File.WriteAllTextAsync(file, """{ "Chat": { "Model": "new-file" } }""", Guard);
        Change();
        await client.CreateAsync("Hi", Guard);

        Models.Should().Equal("old-file", "new-file");
    }

    [Test]
    public async Task Client_without_ReloadOnChange_keeps_its_options()
    {
        _builder.Services.AddChatClient(_builder.Configuration.GetSection("Chat"));
        using var host = _builder.Build();
        var client = host.Services.GetRequiredService<ChatClient>();

        Change(("Chat:ApiKey", "sk-new"));
        await client.CreateAsync("Hi", Guard);

        Keys.Should().Equal("Bearer sk-old");
    }

    [Test]
    public async Task Only_the_client_with_ReloadOnChange_is_reloaded()
    {
        _builder.Services.AddChatClient("fixed", _builder.Configuration.GetSection("Chat"));
        _builder.Services.AddChatClient("changing", _builder.Configuration.GetSection("Chat")).ReloadOnChange();
        using var host = _builder.Build();
        var clients = new[] { "fixed", "changing" }.Select(name => host.Services.GetRequiredKeyedService<ChatClient>(name)).ToList();

        Change(("Chat:Model", "new"));

        clients.Select(client => client.Model).Should().Equal("old", "new");
        await Task.WhenAll(clients.Select(client => client.CreateAsync("Hi", Guard)));
        Models.Should().BeEquivalentTo("old", "new");
    }

    [Test]
    public async Task Stream_created_before_a_change_and_its_retries_use_the_old_options()
    {
        Set("Chat:RetryDelay", "00:00:00");
        _builder.Services.AddChatClient(_builder.Configuration.GetSection("Chat")).ReloadOnChange();
        using var host = _builder.Build();
        var client = host.Services.GetRequiredService<ChatClient>();
        Server.AnswersError(503, "busy").Streams("a", "b");
        Server.AnswersText("c");

        var stream = client.CreateStreamAsync("Hi", cancellationToken: Guard);
        Change(("Chat:ApiKey", "sk-new"));
        var text = await ReadAsync(stream);
        await client.CreateAsync("Hi", Guard);

        text.Should().Be("ab");
        Keys.Should().Equal("Bearer sk-old", "Bearer sk-old", "Bearer sk-new");
    }

    [TestCase("Chat:BaseAddress", "ftp://SECRET")]
    [TestCase("Chat:MaxRetries", "SECRET")]
    [TestCase("Chat:Unknown", "SECRET")]
    [TestCase("Chat:ApiKey", "SECRET\n\0")]
    public async Task Name_of_an_invalid_option_is_logged_without_its_value_and_the_previous_options_remain(string key, string value)
    {
        _builder.Services.AddChatClient(_builder.Configuration.GetSection("Chat")).ReloadOnChange();
        using var host = _builder.Build();
        await host.StartAsync(Guard);
        var client = host.Services.GetRequiredService<ChatClient>();

        Change((key, value), ("Chat:Model", "new"));
        await client.CreateAsync("Hi", Guard);

        Models.Should().Equal("old");
        var line = Log.Lines.Should().ContainSingle(line => line.EventId == 15).Which;
        line.Level.Should().Be(LogLevel.Error);
        line.Text.Should().Contain(key.Split(':')[1]).And.NotContain("SECRET");
        host.Services.GetRequiredService<IOptionsMonitor<ChatClientOptions>>().CurrentValue.Model.Should().Be("old");
    }

    [Test]
    public async Task Valid_value_after_an_invalid_one_is_used()
    {
        _builder.Services.AddChatClient(_builder.Configuration.GetSection("Chat")).ReloadOnChange();
        using var host = _builder.Build();
        var client = host.Services.GetRequiredService<ChatClient>();

        Change(("Chat:MaxRetries", "many"));
        Change(("Chat:MaxRetries", "1"), ("Chat:Model", "new"));
        await client.CreateAsync("Hi", Guard);

        Models.Should().Equal("new");
    }

    [Test]
    public void Reload_that_changes_none_of_the_clients_options_is_not_logged()
    {
        _builder.Services.AddChatClient(_builder.Configuration.GetSection("Chat")).ReloadOnChange();
        using var host = _builder.Build();
        host.Services.GetRequiredService<ChatClient>();

        Change(("Other", "value"));

        Log.Lines.Should().NotContain(line => line.EventId == 14);
    }

    [Test]
    public async Task Changed_connection_string_is_used()
    {
        Set("ConnectionStrings:chat", $"Endpoint={Server.BaseAddress};Key=sk-1;Model=one");
        _builder.Services.AddChatClient(_builder.Configuration.GetSection("ConnectionStrings:chat")).ReloadOnChange();
        using var host = _builder.Build();
        var client = host.Services.GetRequiredService<ChatClient>();

        await client.CreateAsync("Hi", Guard);
        Change(("ConnectionStrings:chat", $"Endpoint={Server.BaseAddress};Key=sk-2;Model=two"));
        await client.CreateAsync("Hi", Guard);

        Models.Should().Equal("one", "two");
        Keys.Should().Equal("Bearer sk-1", "Bearer sk-2");
    }

    [TestCase("1", false, 2)]
    [TestCase("5", true, 3)]
    [TestCase("6", true, 3)]
    public async Task Spending_is_preserved_when_a_budget_is_reloaded(string maximum, bool isSent, int requests)
    {
        Set("Chat:Budget:MaxRequests", "5");
        _builder.Services.AddChatClient(_builder.Configuration.GetSection("Chat")).ReloadOnChange();
        using var host = _builder.Build();
        var client = host.Services.GetRequiredService<ChatClient>();

        await client.CreateAsync("Hi", Guard);
        await client.CreateAsync("Hi", Guard);
        Change(("Chat:Budget:MaxRequests", maximum), ("Chat:Model", "new"));
        var next = await client.TryCreateAsync("Hi", cancellationToken: Guard);

        next.IsSuccess.Should().Be(isSent);
        $"{client.Budget!.MaxRequests}".Should().Be(maximum);
        client.Budget.Spent.Requests.Should().Be(requests);
    }

    [Test]
    public async Task Changed_fallback_server_is_used()
    {
        await using var backup = await ChatSdk.Testing.FakeChatServer.StartAsync(Guard);
        Set("Chat:MaxRetries", "0");
        Set("Fallback:Servers:0:BaseAddress", backup.BaseAddress);
        Set("Fallback:Servers:0:ApiKey", "sk-old");
        _builder.Services.AddChatClient(_builder.Configuration.GetSection("Chat")).AddFallback(_builder.Configuration.GetSection("Fallback")).ReloadOnChange();
        using var host = _builder.Build();
        var client = host.Services.GetRequiredService<ChatClient>();
        Server.AnswersError(503, "busy").AnswersError(503, "busy");

        await client.CreateAsync("Hi", Guard);
        Change(("Fallback:Servers:0:ApiKey", "sk-new"));
        await client.CreateAsync("Hi", Guard);

        backup.Requests.Select(request => request.Headers["Authorization"]).Should().Equal("Bearer sk-old", "Bearer sk-new");
    }

    [Test]
    public void ReloadOnChange_throws_for_a_builder_that_AddChatClient_did_not_return() =>
        _builder.Services.AddHttpClient("other").Invoking(builder => builder.ReloadOnChange()).Should().Throw<ArgumentException>();

    private void Set(string key, string value) => _builder.Configuration[key] = value;

    private void Change(params (string Key, string Value)[] settings)
    {
        foreach (var (key, value) in settings)
        {
            Set(key, value);
        }

        ((IConfigurationRoot)_builder.Configuration).Reload();
    }
}
