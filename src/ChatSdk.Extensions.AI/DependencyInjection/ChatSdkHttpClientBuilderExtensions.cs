using ChatSdk;
using Microsoft.Extensions.AI;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Provides extension methods to register a <see cref="ChatClient"/> as an <see cref="IChatClient"/> or as an <see cref="IEmbeddingGenerator{TInput, TEmbedding}"/>.</summary>
public static class ChatSdkHttpClientBuilderExtensions
{
    private const string _name = "ChatSdk";

    /// <summary>
    /// Also registers the client as a singleton <see cref="IChatClient"/>. If the client has a service key, the singleton has the same key.
    /// </summary>
    /// <param name="builder">The builder returned by <c>AddChatClient</c> or <c>AddKeyedChatClient</c>.</param>
    /// <returns>The same builder, so that calls can be chained.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">The builder was not returned by <c>AddChatClient</c> or <c>AddKeyedChatClient</c>.</exception>
    public static IHttpClientBuilder AddIChatClient(this IHttpClientBuilder builder) => Add(builder, client => client.AsIChatClient());

    /// <summary>
    /// Also registers the client as a singleton <see cref="IEmbeddingGenerator{TInput, TEmbedding}"/> for strings. If the client has a
    /// service key, the singleton has the same key.
    /// </summary>
    /// <param name="builder">The builder returned by <c>AddChatClient</c> or <c>AddKeyedChatClient</c>.</param>
    /// <returns>The same builder, so that calls can be chained.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">The builder was not returned by <c>AddChatClient</c> or <c>AddKeyedChatClient</c>.</exception>
    public static IHttpClientBuilder AddIEmbeddingGenerator(this IHttpClientBuilder builder) => Add(builder, client => client.AsIEmbeddingGenerator());

    private static IHttpClientBuilder Add<T>(IHttpClientBuilder builder, Func<ChatClient, T> adapt)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(builder);
        var client = builder.Services.LastOrDefault(service => service.ServiceType == typeof(ChatClient) && NameOf(service.ServiceKey) == builder.Name)
            ?? throw new ArgumentException($"No ChatClient is registered for the HttpClient '{builder.Name}'. Pass the builder that AddChatClient returned.", nameof(builder));
        _ = client.ServiceKey is { } key
            ? builder.Services.AddKeyedSingleton(key, (services, _) => adapt(services.GetRequiredKeyedService<ChatClient>(key)))
            : builder.Services.AddSingleton(services => adapt(services.GetRequiredService<ChatClient>()));
        return builder;
    }

    // The name under which AddChatClient registers the HttpClient.
    private static string NameOf(object? key) => key?.ToString() is { Length: > 0 } text ? $"{_name}:{text}" : _name;
}
