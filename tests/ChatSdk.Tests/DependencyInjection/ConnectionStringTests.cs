using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace ChatSdk.Tests.DependencyInjection;

/// <summary>Tests clients registered with an address or a connection string.</summary>
[TestFixture]
public sealed class ConnectionStringTests : ClientTest
{
    private const string Key = "sk-SECRET;a==b";

    private readonly ServiceCollection _services = new();

    [Test]
    public async Task Client_needs_only_an_address()
    {
        _services.AddChatClient(Server.BaseAddress);

        await ShouldAnswerAsync(provider => provider.GetRequiredService<ChatClient>());
    }

    [Test]
    public async Task First_argument_can_be_an_address_if_the_second_is_a_lambda()
    {
        _services.AddChatClient(Server.BaseAddress, options => options.Model = "lambda-model");

        await ShouldAnswerAsync(provider => provider.GetRequiredService<ChatClient>(), "lambda-model");
    }

    [Test]
    public async Task First_argument_can_be_an_address_if_the_second_is_a_configuration()
    {
        _services.AddChatClient(Server.BaseAddress, new ConfigurationBuilder().AddInMemoryCollection([new("Model", "section-model")]).Build());

        await ShouldAnswerAsync(provider => provider.GetRequiredService<ChatClient>(), "section-model");
    }

    [Test]
    public async Task Connection_string_from_the_configuration_is_read()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("ConnectionStrings:chat", $"Endpoint={Server.BaseAddress};Key=sk-1;Model=string-model")]).Build();
        _services.AddChatClient(configuration.GetConnectionString("chat")!);

        await ShouldAnswerAsync(provider => provider.GetRequiredService<ChatClient>(), "string-model");
        Server.Requests[0].Headers["Authorization"].Should().Be("Bearer sk-1");
    }

    [Test]
    public async Task Section_that_contains_a_connection_string_is_read()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("ConnectionStrings:chat", $"Endpoint={Server.BaseAddress};Model=string-model")]).Build();
        _services.AddChatClient(configuration.GetSection("ConnectionStrings:chat"));

        await ShouldAnswerAsync(provider => provider.GetRequiredService<ChatClient>(), "string-model");
    }

    [TestCase("Server=SECRET", "*'ConnectionStrings:chat'*neither an address nor a connection string*")]
    [TestCase("Endpoint=https://h;SECRET=x", "*'ConnectionStrings:chat'*Part 2*")]
    public void Invalid_connection_string_in_a_section_throws_without_revealing_it(string connection, string message)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("ConnectionStrings:chat", connection)]).Build();
        _services.AddChatClient(configuration.GetSection("ConnectionStrings:chat"));
        using var provider = _services.BuildServiceProvider();

        provider.Invoking(it => it.GetRequiredService<ChatClient>()).Should().Throw<InvalidOperationException>().WithMessage(message).Which.ToString().Should().NotContain("SECRET");
    }

    [Test]
    public async Task Named_and_keyed_clients_can_be_added_with_connection_strings()
    {
        _services.AddChatClient("fast", $"Endpoint={Server.BaseAddress};Model=one");
        _services.AddKeyedChatClient(DayOfWeek.Friday, $"Endpoint={Server.BaseAddress};Model=two");

        await ShouldAnswerAsync(provider => provider.GetRequiredKeyedService<ChatClient>("fast"), "one");
        await ShouldAnswerAsync(provider => provider.GetRequiredKeyedService<ChatClient>(DayOfWeek.Friday), "two");
    }

    [TestCase("Endpoint=http://h/v1;Key=k;Model=m")]
    [TestCase("endpoint=http://h/v1;KEY=k;model=m;")]
    [TestCase("BaseAddress=http://h/v1; ApiKey=k; Model=m")]
    [TestCase(" Url = http://h/v1 ;; AccessKey = k ; Deployment = m ")]
    [TestCase("""Endpoint="http://h/v1";Key='k';Model=m""")]
    public void Connection_string_can_contain_synonyms_white_space_quotes_and_names_in_any_case(string connection)
    {
        var options = OptionsOf(connection);

        (options.BaseAddress, options.ApiKey, options.Model).Should().Be(("http://h/v1", "k", "m"));
    }

    [TestCase("Endpoint=https://h/v1?a=b;Key=ab==", "https://h/v1?a=b", "ab==")]
    [TestCase($"""Endpoint=https://h;Key="{Key}";Model=m""", "https://h", Key)]
    [TestCase("Key='a\"b';Endpoint=https://h", "https://h", "a\"b")]
    [TestCase("Endpoint=https://h;Key=a'b", "https://h", "a'b")]
    [TestCase("Endpoint=https://h;Key=\"a", "https://h", "\"a")]
    public void Connection_string_values_can_contain_equals_signs_quotes_and_quoted_semicolons(string connection, string address, string key)
    {
        var options = OptionsOf(connection);

        (options.BaseAddress, options.ApiKey).Should().Be((address, key));
    }

    [TestCase(null, "missing or empty")]
    [TestCase(" ", "missing or empty")]
    [TestCase("chat-SECRET", "neither an address nor a connection string")]
    [TestCase("localhost:8000/SECRET", "neither an address nor a connection string")]
    [TestCase("Server=SECRET;Database=SECRET", "neither an address nor a connection string")]
    [TestCase("Key=SECRET;Model=SECRET", "no Endpoint")]
    [TestCase("Endpoint=http://SECRET;Key=SECRET;SECRET;Model=m", "Part 3 of the connection string")]
    [TestCase("Endpoint=http://SECRET;Key=SECRET;SECRET=x", "Part 3 of the connection string")]
    public void Invalid_connection_string_throws_without_revealing_it(string? connection, string words)
    {
        var failure = FluentActions.Invoking(() => _services.AddChatClient(connection!)).Should().Throw<ArgumentException>().WithParameterName(nameof(connection)).Which;

        failure.Message.Should().Contain(words).And.NotContain("SECRET");
        _services.Should().BeEmpty();
    }

    [Test]
    public void Address_in_a_connection_string_is_validated()
    {
        _services.AddChatClient("Endpoint=localhost;Key=sk-SECRET");
        using var provider = _services.BuildServiceProvider();

        provider.Invoking(it => it.GetRequiredService<ChatClient>()).Should().Throw<OptionsValidationException>().WithMessage("*BaseAddress*http://*").Which.Message.Should().NotContain("SECRET");
    }

    [Test]
    public void Api_key_as_the_second_argument_throws() =>
        FluentActions.Invoking(() => _services.AddChatClient("http://localhost:8000", "sk-SECRET")).Should().Throw<ArgumentException>().WithMessage("*options.ApiKey*").Which.Message.Should().NotContain("SECRET");

    [Test]
    public void Client_name_with_an_equals_sign_is_not_read_as_a_connection_string()
    {
        _services.AddChatClient("a=b", options => options.BaseAddress = "http://localhost");
        using var provider = _services.BuildServiceProvider();

        provider.GetKeyedService<ChatClient>("a=b").Should().NotBeNull();
        provider.GetService<ChatClient>().Should().BeNull();
    }

    private static ChatClientOptions OptionsOf(string connection)
    {
        var services = new ServiceCollection();
        services.AddChatClient(connection, options => options.AllowInsecureHttp = true);
        using var provider = services.BuildServiceProvider();
        return provider.GetRequiredService<IOptions<ChatClientOptions>>().Value;
    }

    private async Task ShouldAnswerAsync(Func<IServiceProvider, ChatClient> find, string? model = null)
    {
        await using var provider = _services.BuildServiceProvider();

        var answer = await find(provider).CreateAsync(new ChatCompletionRequest { Messages = [ChatMessage.User("Hi")], Model = model is null ? "m" : null }, Guard);

        answer.Text.Should().Be("You said: Hi");
        Server.Requests[^1].Chat!.Model.Should().Be(model ?? "m");
    }
}
