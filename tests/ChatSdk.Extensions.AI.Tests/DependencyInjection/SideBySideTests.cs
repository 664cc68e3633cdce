using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace ChatSdk.Extensions.AI.Tests.DependencyInjection;

/// <summary>
/// Tests that <c>AddChatClient</c> calls for ChatSdk and for Microsoft.Extensions.AI compile in the same file, and call the correct method.
/// </summary>
[TestFixture]
public sealed class SideBySideTests : AdapterTest
{
    private readonly ServiceCollection _services = new();

    [Test]
    public void AddChatClient_from_ChatSdk_adds_a_ChatClient()
    {
        var section = new ConfigurationBuilder().Build().GetSection("Chat");

        IHttpClientBuilder[] builders =
        [
            _services.AddChatClient(options => options.BaseAddress = "http://localhost"),
            _services.AddChatClient(options => { options.BaseAddress = "http://localhost"; }),
            _services.AddChatClient(options => { }),
            _services.AddChatClient(section),
            _services.AddChatClient("a", options => options.Model = "m"),
            _services.AddChatClient("b", section),
            _services.AddKeyedChatClient("c", options => options.Model = "m"),
            _services.AddKeyedChatClient(7, section),
        ];

        builders.Should().OnlyHaveUniqueItems();
        _services.Where(service => service.ServiceType == typeof(ChatClient)).Should().HaveSameCount(builders);
        _services.Should().NotContain(service => service.ServiceType == typeof(IChatClient));
    }

    [Test]
    public void AddChatClient_from_Microsoft_adds_an_IChatClient()
    {
        ChatClientBuilder[] builders =
        [
            _services.AddChatClient(Chat),
            _services.AddChatClient(services => services.GetRequiredService<ChatClient>().AsIChatClient()),
            _services.AddChatClient(_ => throw new InvalidOperationException()),
            _services.AddKeyedChatClient("d", Chat),
            _services.AddKeyedChatClient("e", services => services.GetRequiredService<IChatClient>()),
        ];

        _services.Where(service => service.ServiceType == typeof(IChatClient)).Should().HaveSameCount(builders);
        _services.Should().NotContain(service => service.ServiceType == typeof(ChatClient));
    }

    [Test]
    public void IChatClient_can_be_registered_on_top_of_the_ChatClient()
    {
        _services.AddChatClient(options => options.BaseAddress = Server.BaseAddress);
        _services.AddChatClient(services => services.GetRequiredService<ChatClient>().AsIChatClient());
        using var provider = _services.BuildServiceProvider();

        provider.GetRequiredService<IChatClient>().GetService<ChatClient>().Should().BeSameAs(provider.GetRequiredService<ChatClient>());
    }
}
