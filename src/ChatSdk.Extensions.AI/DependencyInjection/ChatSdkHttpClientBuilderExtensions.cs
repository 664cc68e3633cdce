using ChatSdk;
using Microsoft.Extensions.AI;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers a <see cref="ChatClient"/> also as an <see cref="IChatClient"/>.</summary>
public static class ChatSdkHttpClientBuilderExtensions
{
    private const string _name = "ChatSdk";

    /// <summary>
    /// Registers the client that was just added also as an <see cref="IChatClient"/>: as a singleton, under the same key if
    /// the client has one.
    /// </summary>
    /// <param name="builder">What <c>AddChatClient</c> or <c>AddKeyedChatClient</c> gave.</param>
    /// <returns>The same builder, for further handlers.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">It is not the builder of a <see cref="ChatClient"/>.</exception>
    public static IHttpClientBuilder AddIChatClient(this IHttpClientBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var client = builder.Services.LastOrDefault(service => service.ServiceType == typeof(ChatClient) && NameOf(service.ServiceKey) == builder.Name)
            ?? throw new ArgumentException($"There is no ChatClient behind the HttpClient '{builder.Name}'; give what AddChatClient gave.", nameof(builder));
        _ = client.ServiceKey is { } key
            ? builder.Services.AddKeyedSingleton(key, (services, _) => services.GetRequiredKeyedService<ChatClient>(key).AsIChatClient())
            : builder.Services.AddSingleton(services => services.GetRequiredService<ChatClient>().AsIChatClient());
        return builder;
    }

    // AddChatClient names the HttpClient so.
    private static string NameOf(object? key) => key?.ToString() is { Length: > 0 } text ? $"{_name}:{text}" : _name;
}
