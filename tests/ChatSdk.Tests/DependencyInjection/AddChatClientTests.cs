using ChatSdk.Testing;
using ChatSdk.Tests.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace ChatSdk.Tests.DependencyInjection;

/// <summary>Tests the clients that the overloads of <c>AddChatClient</c> and <c>AddKeyedChatClient</c> register, and the handlers added to them.</summary>
[TestFixture]
public sealed class AddChatClientTests : ClientTest
{
    private readonly ServiceCollection _services = new();

    [Test]
    public async Task Client_configured_in_code_works()
    {
        _services.AddChatClient(SetUp);

        await ShouldWorkAsync(provider => provider.GetRequiredService<ChatClient>());
    }

    [Test]
    public async Task Client_configured_from_a_section_works()
    {
        _services.AddChatClient(Section("Chat"));

        await ShouldWorkAsync(provider => provider.GetRequiredService<ChatClient>());
    }

    [Test]
    public async Task Named_client_works()
    {
        _services.AddChatClient("fast", SetUp);

        await ShouldWorkAsync(provider => provider.GetRequiredKeyedService<ChatClient>("fast"));
    }

    [Test]
    public async Task Named_client_configured_from_a_section_works()
    {
        _services.AddChatClient("fast", Section("Chat"));

        await ShouldWorkAsync(provider => provider.GetRequiredKeyedService<ChatClient>("fast"));
    }

    [Test]
    public async Task Keyed_client_works()
    {
        _services.AddKeyedChatClient(DayOfWeek.Friday, SetUp);

        await ShouldWorkAsync(provider => provider.GetRequiredKeyedService<ChatClient>(DayOfWeek.Friday));
    }

    [Test]
    public async Task Keyed_client_configured_from_a_section_works()
    {
        _services.AddKeyedChatClient(7, Section("Chat"));

        await ShouldWorkAsync(provider => provider.GetRequiredKeyedService<ChatClient>(7));
    }

    [Test]
    public async Task Several_clients_have_separate_settings()
    {
        _services.AddChatClient(SetUp);
        _services.AddChatClient("a", options => SetUp(options, "model-a"));
        _services.AddChatClient("b", options => SetUp(options, "model-b"));
        await using var provider = _services.BuildServiceProvider();

        await provider.GetRequiredKeyedService<ChatClient>("b").CreateAsync("Hi", cancellationToken: Guard);
        await provider.GetRequiredKeyedService<ChatClient>("a").CreateAsync("Hi", cancellationToken: Guard);
        await provider.GetRequiredService<ChatClient>().CreateAsync("Hi", cancellationToken: Guard);

        Server.Requests.Select(request => request.Json!.Value.GetProperty("model").GetString()).Should().Equal("model-b", "model-a", "m");
    }

    [Test]
    public async Task Client_is_a_singleton()
    {
        _services.AddChatClient(SetUp);
        await using var provider = _services.BuildServiceProvider(validateScopes: true);
        await using var scope = provider.CreateAsyncScope();

        scope.ServiceProvider.GetRequiredService<ChatClient>().Should().BeSameAs(provider.GetRequiredService<ChatClient>());
    }

    [Test]
    public async Task Added_handler_sees_every_attempt()
    {
        var seen = new CountingHandler();
        _services.AddChatClient(SetUp).AddHttpMessageHandler(() => seen);
        await using var provider = _services.BuildServiceProvider();
        Server.AnswersError(503, "Later.").AnswersJson(Hi);

        await provider.GetRequiredService<ChatClient>().CreateAsync("Hi", cancellationToken: Guard);

        seen.Count.Should().Be(2);
    }

    [Test]
    public async Task Added_handler_sees_decompressed_bodies()
    {
        var seen = new ReadingHandler();
        _services.AddChatClient(SetUp).AddHttpMessageHandler(() => seen);
        await using var provider = _services.BuildServiceProvider();
        Server.Answers(FakeAnswer.Bytes(Packing.Pack(Hi, "gzip"), "application/json").WithHeader("Content-Encoding", "gzip"));

        var answer = await provider.GetRequiredService<ChatClient>().CreateAsync("Hi", cancellationToken: Guard);

        seen.Body.Should().Be(Hi);
        answer.Text.Should().Be("Hi");
    }

    [Test]
    public async Task Handler_of_one_client_is_not_used_by_another()
    {
        var seen = new CountingHandler();
        _services.AddChatClient("a", SetUp).AddHttpMessageHandler(() => seen);
        _services.AddChatClient("b", SetUp);
        await using var provider = _services.BuildServiceProvider();

        await provider.GetRequiredKeyedService<ChatClient>("b").CreateAsync("Hi", cancellationToken: Guard);

        seen.Count.Should().Be(0);
    }

    [Test]
    public void Null_or_empty_arguments_throw()
    {
        var services = (IServiceCollection)null!;

        FluentActions.Invoking(() => services.AddChatClient(SetUp)).Should().Throw<ArgumentNullException>().WithParameterName("services");
        FluentActions.Invoking(() => _services.AddChatClient((Action<ChatClientOptions>)null!)).Should().Throw<ArgumentNullException>().WithParameterName("configure");
        FluentActions.Invoking(() => _services.AddChatClient((IConfiguration)null!)).Should().Throw<ArgumentNullException>().WithParameterName("section");
        FluentActions.Invoking(() => _services.AddChatClient("", SetUp)).Should().Throw<ArgumentException>().WithParameterName("name");
        FluentActions.Invoking(() => _services.AddKeyedChatClient(null!, SetUp)).Should().Throw<ArgumentNullException>().WithParameterName("key");
    }

    private void SetUp(ChatClientOptions options) => SetUp(options, "m");

    private void SetUp(ChatClientOptions options, string model)
    {
        options.BaseAddress = Server.BaseAddress;
        options.Model = model;
        options.RetryDelay = TimeSpan.FromMilliseconds(1);
    }

    private IConfigurationSection Section(string name) => new ConfigurationBuilder()
        .AddInMemoryCollection([new($"{name}:BaseAddress", Server.BaseAddress), new($"{name}:Model", "m")])
        .Build()
        .GetSection(name);

    private async Task ShouldWorkAsync(Func<IServiceProvider, ChatClient> get)
    {
        await using var provider = _services.BuildServiceProvider();

        var answer = await get(provider).CreateAsync("Hi", cancellationToken: Guard);
        var streamed = await ReadAsync(get(provider).CreateStreamAsync("Hi", cancellationToken: Guard));

        answer.Text.Should().Be("You said: Hi");
        streamed.Should().Be("You said: Hi");
    }

    private sealed class ReadingHandler : DelegatingHandler
    {
        public string? Body { get; private set; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var response = await base.SendAsync(request, cancellationToken);
            Body = await response.Content.ReadAsStringAsync(cancellationToken);
            return response;
        }
    }
}
