using Microsoft.Extensions.DependencyInjection;

namespace ChatSdk.Extensions.AI.Tests.DependencyInjection;

/// <summary>Tests that a registered client can be resolved as <c>IChatClient</c>.</summary>
[TestFixture]
public sealed class AddIChatClientTests : AdapterTest
{
    private static readonly object?[] _keys = [null, "fast", "a:b", " ", "", "ChatSdk", 7, DayOfWeek.Friday, new Nameless()];

    private readonly ServiceCollection _services = new();

    [Test]
    public async Task Client_is_resolved_as_IChatClient()
    {
        _services.AddChatClient(SetUp).AddIChatClient();
        await using var provider = _services.BuildServiceProvider(validateScopes: true);

        var chat = provider.GetRequiredService<IChatClient>();

        (await chat.GetResponseAsync("Hi", cancellationToken: Guard)).Text.Should().Be("You said: Hi");
        chat.GetService<ChatClient>().Should().BeSameAs(provider.GetRequiredService<ChatClient>());
        provider.GetRequiredService<IChatClient>().Should().BeSameAs(chat);
    }

    [Test]
    public void Keyed_IChatClient_is_resolved_only_with_the_key_of_its_ChatClient()
    {
        _services.AddChatClient("fast", SetUp).AddIChatClient();
        _services.AddKeyedChatClient(DayOfWeek.Friday, SetUp).AddIChatClient();
        using var provider = _services.BuildServiceProvider();

        foreach (var key in new object[] { "fast", DayOfWeek.Friday })
        {
            provider.GetRequiredKeyedService<IChatClient>(key).GetService<ChatClient>().Should().BeSameAs(provider.GetRequiredKeyedService<ChatClient>(key));
        }

        provider.GetService<IChatClient>().Should().BeNull();
    }

    [Test]
    public void Default_and_named_IChatClient_each_use_their_own_ChatClient()
    {
        var fast = _services.AddChatClient("fast", SetUp);
        _services.AddChatClient(SetUp).AddIChatClient();
        fast.AddIChatClient();
        using var provider = _services.BuildServiceProvider();

        provider.GetRequiredService<IChatClient>().GetService<ChatClient>().Should().BeSameAs(provider.GetRequiredService<ChatClient>());
        provider.GetRequiredKeyedService<IChatClient>("fast").GetService<ChatClient>().Should().BeSameAs(provider.GetRequiredKeyedService<ChatClient>("fast"));
    }

    [TestCaseSource(nameof(_keys))]
    public void IChatClient_has_the_key_of_its_ChatClient_and_the_builder_name_contains_the_text_of_the_key_if_any(object? key)
    {
        var builder = key is null ? _services.AddChatClient(SetUp) : _services.AddKeyedChatClient(key, SetUp);

        builder.AddIChatClient();

        builder.Name.Should().Be(key?.ToString() is { Length: > 0 } text ? $"ChatSdk:{text}" : "ChatSdk");
        _services.Last(service => service.ServiceType == typeof(IChatClient)).ServiceKey.Should().Be(key);
    }

    [Test]
    public void Builder_is_returned_for_chaining()
    {
        var builder = _services.AddChatClient(SetUp);

        builder.AddIChatClient().Should().BeSameAs(builder);
    }

    [Test]
    public void AddIChatClient_throws_if_the_builder_is_null_or_not_from_AddChatClient()
    {
        FluentActions.Invoking(() => _services.AddHttpClient("other").AddIChatClient()).Should().Throw<ArgumentException>().WithMessage("*'other'*");
        FluentActions.Invoking(() => ((IHttpClientBuilder)null!).AddIChatClient()).Should().Throw<ArgumentNullException>();
    }

    private void SetUp(ChatClientOptions options) => (options.BaseAddress, options.Model) = (Server.BaseAddress, "m");

    private sealed class Nameless
    {
        public override string? ToString() => null;
    }
}
