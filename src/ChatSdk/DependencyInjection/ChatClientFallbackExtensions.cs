using ChatSdk;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds further servers to a client, for when its own cannot answer.</summary>
public static class ChatClientFallbackExtensions
{
    /// <summary>
    /// Adds servers that are asked, in their order, when the ones before cannot be reached, are overloaded, limit the rate or
    /// have no budget left. Not so when the caller is at fault, and never after the first chunk of a stream. A server that
    /// could not answer is asked after all others for a while. A call with an address, a query or a key of its own goes to its
    /// server only.
    /// </summary>
    /// <remarks>
    /// While there is another server to ask, these failures are not retried; the retries of the last one are as its settings say.
    /// The servers share the client's handlers. Without a server, or with a wrong one, starting the host, or asking for the
    /// client, throws an <see cref="OptionsValidationException"/> that names it by its place.
    /// </remarks>
    /// <param name="builder">What <c>AddChatClient</c> gave.</param>
    /// <param name="configure">Adds the servers.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentNullException">An argument is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">The builder is not one of <c>AddChatClient</c>.</exception>
    public static IHttpClientBuilder AddFallback(this IHttpClientBuilder builder, Action<ChatFallbackOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configure);
        return Add(builder, configure);
    }

    /// <summary>Adds servers from the configuration; see <see cref="AddFallback(IHttpClientBuilder, Action{ChatFallbackOptions})"/>.</summary>
    /// <param name="builder">What <c>AddChatClient</c> gave.</param>
    /// <param name="section">The section, with the keys <c>Servers</c> (a list, each like the section of a client) and <c>Cooldown</c>.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentNullException">An argument is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">The builder is not one of <c>AddChatClient</c>.</exception>
    public static IHttpClientBuilder AddFallback(this IHttpClientBuilder builder, IConfiguration section)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(section);
        return Add(builder, options => ChatFallbackOptionsBinder.Bind(section, options));
    }

    private static IHttpClientBuilder Add(IHttpClientBuilder builder, Action<ChatFallbackOptions> configure)
    {
        var name = ChatClientBuilders.OptionsNameOf(builder);
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ChatFallbackOptions>, ChatFallbackOptionsValidator>());
        builder.Services.AddOptions<ChatFallbackOptions>(name).Configure(configure);
        builder.Services.AddOptions<ChatClientOptions>(name)
            // What is asked for here is checked here, and with the client's options when the host starts.
            .Configure<IOptionsMonitor<ChatFallbackOptions>>((client, fallback) => client.Fallback = fallback.Get(name));
        return builder;
    }
}
