using ChatSdk;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Provides extension methods to add fallback servers to a client.</summary>
public static class ChatClientFallbackExtensions
{
    /// <summary>
    /// Adds servers that are tried, in order, if the previous ones cannot be reached, are overloaded, or reject the request because a
    /// rate limit or quota is exceeded. They are not tried if the request itself is invalid, or after the first chunk of a stream. A
    /// server that failed is tried last for a while. If the call options specify an address or a query, there is no fallback for the call.
    /// </summary>
    /// <remarks>
    /// Once all servers have failed, each retry is sent to the server whose cooldown ends first, if that server's retry settings permit it.
    /// A server with a different origin than the client's own server receives neither the headers in the call options nor those that the
    /// client's <see cref="HttpClient"/> and its handlers add. If the headers in the call options contain an API key, the call is not sent
    /// to such a server at all. To change this, set <see cref="ChatClientOptions.ForwardHeaders"/> for that server. If no server is added
    /// or a server is invalid, starting the host or resolving the client throws an <see cref="OptionsValidationException"/>. Its message
    /// contains the index of each invalid server.
    /// </remarks>
    /// <param name="builder">The builder that <c>AddChatClient</c> returned.</param>
    /// <param name="configure">Adds the servers.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentNullException">An argument is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">The builder was not returned by <c>AddChatClient</c>.</exception>
    public static IHttpClientBuilder AddFallback(this IHttpClientBuilder builder, Action<ChatFallbackOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configure);
        return Add(builder, configure);
    }

    /// <summary>Adds servers from the configuration; see <see cref="AddFallback(IHttpClientBuilder, Action{ChatFallbackOptions})"/>.</summary>
    /// <param name="builder">The builder that <c>AddChatClient</c> returned.</param>
    /// <param name="section">The section, with the keys <c>Servers</c> (a list of sections, each like the section of a client) and <c>Cooldown</c>.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentNullException">An argument is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">The builder was not returned by <c>AddChatClient</c>.</exception>
    public static IHttpClientBuilder AddFallback(this IHttpClientBuilder builder, IConfiguration section)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(section);
        Add(builder, options => ChatFallbackOptionsBinder.Bind(section, options));
        builder.Services.AddSingleton(new OptionsSection(ChatClientBuilders.OptionsNameOf(builder), section));
        return builder;
    }

    private static IHttpClientBuilder Add(IHttpClientBuilder builder, Action<ChatFallbackOptions> configure)
    {
        var name = ChatClientBuilders.OptionsNameOf(builder);
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ChatFallbackOptions>, ChatFallbackOptionsValidator>());
        builder.Services.AddOptions<ChatFallbackOptions>(name).Configure(configure);
        builder.Services.AddOptions<ChatClientOptions>(name)
            // The fallback options are validated when they are created here. Since the client's options are created when the host starts and
            // after each reload, the fallback options are validated at the same times.
            .Configure<IOptionsFactory<ChatFallbackOptions>>((client, fallback) => client.Fallback = fallback.Create(name));
        return builder;
    }
}
