using Microsoft.Extensions.DependencyInjection;

namespace ChatSdk.Extensions.AI.Tests.DependencyInjection;

/// <summary>Stands for the builder of Microsoft.Extensions.AI, which is not on every package source.</summary>
internal sealed class ChatClientBuilder
{
    public ChatClientBuilder(Func<IServiceProvider, IChatClient> factory) => Factory = factory;

    public Func<IServiceProvider, IChatClient> Factory { get; }
}

/// <summary>Extension methods with the signatures of Microsoft.Extensions.AI.</summary>
internal static class MicrosoftExtensions
{
    public static ChatClientBuilder AddChatClient(this IServiceCollection serviceCollection, IChatClient innerClient, ServiceLifetime lifetime = ServiceLifetime.Singleton) =>
        serviceCollection.AddChatClient(_ => innerClient, lifetime);

    public static ChatClientBuilder AddChatClient(this IServiceCollection serviceCollection, Func<IServiceProvider, IChatClient> innerClientFactory, ServiceLifetime lifetime = ServiceLifetime.Singleton)
    {
        serviceCollection.Add(new ServiceDescriptor(typeof(IChatClient), innerClientFactory, lifetime));
        return new ChatClientBuilder(innerClientFactory);
    }

    public static ChatClientBuilder AddKeyedChatClient(this IServiceCollection serviceCollection, object serviceKey, IChatClient innerClient, ServiceLifetime lifetime = ServiceLifetime.Singleton) =>
        serviceCollection.AddKeyedChatClient(serviceKey, _ => innerClient, lifetime);

    public static ChatClientBuilder AddKeyedChatClient(
        this IServiceCollection serviceCollection, object serviceKey, Func<IServiceProvider, IChatClient> innerClientFactory, ServiceLifetime lifetime = ServiceLifetime.Singleton)
    {
        serviceCollection.Add(new ServiceDescriptor(typeof(IChatClient), serviceKey, (services, _) => innerClientFactory(services), lifetime));
        return new ChatClientBuilder(innerClientFactory);
    }
}
