using ChatSdk;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Polly;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>
/// Provides extension methods to add a <see cref="ChatClient"/> to a service collection, as a singleton that uses
/// <see cref="IHttpClientFactory"/>. The options are validated when the host starts.
/// </summary>
public static class ChatClientServiceCollectionExtensions
{
    /// <summary>Adds the default <see cref="ChatClient"/>.</summary>
    /// <param name="services">The service collection.</param>
    /// <param name="configure">Configures the options.</param>
    /// <returns>The builder for the client's <see cref="HttpClient"/>, to which further handlers can be added.</returns>
    /// <exception cref="ArgumentNullException">An argument is <see langword="null"/>.</exception>
    public static IHttpClientBuilder AddChatClient(this IServiceCollection services, Action<ChatClientOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        return Add(services, Options.Options.DefaultName, key: null, configure);
    }

    /// <summary>Adds the default <see cref="ChatClient"/>, with options from the configuration.</summary>
    /// <param name="services">The service collection.</param>
    /// <param name="section">The section, whose keys are the property names of <see cref="ChatClientOptions"/>, or whose value is an address or a connection string.</param>
    /// <returns>The builder for the client's <see cref="HttpClient"/>, to which further handlers can be added.</returns>
    /// <exception cref="ArgumentNullException">An argument is <see langword="null"/>.</exception>
    public static IHttpClientBuilder AddChatClient(this IServiceCollection services, IConfiguration section)
    {
        ArgumentNullException.ThrowIfNull(section);
        return Add(services, Options.Options.DefaultName, key: null, section);
    }

    /// <summary>Adds the default <see cref="ChatClient"/> for a server: <c>services.AddChatClient("http://localhost:8000")</c>.</summary>
    /// <param name="services">The service collection.</param>
    /// <param name="connection">
    /// The server's address, such as <c>http://localhost:8000</c>, or a connection string, as <c>GetConnectionString</c> returns it:
    /// <c>Endpoint=https://host/v1;Key=…;Model=…</c>. <c>Url</c> and <c>BaseAddress</c> are synonyms of <c>Endpoint</c>, <c>ApiKey</c> and
    /// <c>AccessKey</c> of <c>Key</c>, and <c>Deployment</c> of <c>Model</c>. Names are not case-sensitive, and only the address is required.
    /// </param>
    /// <returns>The builder for the client's <see cref="HttpClient"/>, to which further handlers can be added.</returns>
    /// <exception cref="ArgumentException">The string is missing, or is neither an address nor a connection string. The message never contains the string.</exception>
    public static IHttpClientBuilder AddChatClient(this IServiceCollection services, string connection) =>
        Add(services, Options.Options.DefaultName, key: null, ChatConnectionString.Parse(connection, nameof(connection)));

    /// <summary>Adds a named <see cref="ChatClient"/>, which is resolved as a keyed service.</summary>
    /// <param name="services">The service collection.</param>
    /// <param name="name">
    /// The name. If it is an address (<c>http://…</c>) or a connection string instead, the default client is added for that server,
    /// and <paramref name="configure"/> sets its other options.
    /// </param>
    /// <param name="configure">Configures the options.</param>
    /// <returns>The builder for the client's <see cref="HttpClient"/>, to which further handlers can be added.</returns>
    /// <exception cref="ArgumentException">The name is empty, the name equals the string representation of another client's key, or an argument is <see langword="null"/>.</exception>
    public static IHttpClientBuilder AddChatClient(this IServiceCollection services, string name, Action<ChatClientOptions> configure)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(configure);
        return ChatConnectionString.Is(name)
            ? Add(services, Options.Options.DefaultName, key: null, ChatConnectionString.Parse(name, nameof(name)) + configure)
            : services.AddKeyedChatClient(name, configure);
    }

    /// <summary>Adds a named <see cref="ChatClient"/>, with options from the configuration. It is resolved as a keyed service.</summary>
    /// <param name="services">The service collection.</param>
    /// <param name="name">
    /// The name. If it is an address (<c>http://…</c>) or a connection string instead, the default client is added for that server,
    /// and <paramref name="section"/> sets its other options.
    /// </param>
    /// <param name="section">The section, whose keys are the property names of <see cref="ChatClientOptions"/>, or whose value is an address or a connection string.</param>
    /// <returns>The builder for the client's <see cref="HttpClient"/>, to which further handlers can be added.</returns>
    /// <exception cref="ArgumentException">The name is empty, the name equals the string representation of another client's key, or an argument is <see langword="null"/>.</exception>
    public static IHttpClientBuilder AddChatClient(this IServiceCollection services, string name, IConfiguration section)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(section);
        return ChatConnectionString.Is(name)
            ? Add(services, Options.Options.DefaultName, key: null, section, ChatConnectionString.Parse(name, nameof(name)))
            : services.AddKeyedChatClient(name, section);
    }

    /// <summary>Adds a named <see cref="ChatClient"/> for a server. The client is resolved as a keyed service.</summary>
    /// <param name="services">The service collection.</param>
    /// <param name="name">The name.</param>
    /// <param name="connection">The server's address or a connection string; see <see cref="AddChatClient(IServiceCollection, string)"/>.</param>
    /// <returns>The builder for the client's <see cref="HttpClient"/>, to which further handlers can be added.</returns>
    /// <exception cref="ArgumentException">
    /// An argument is missing, the name is an address or a connection string, the name equals the string representation of another client's
    /// key, or the connection is neither an address nor a connection string. The message never contains the connection.
    /// </exception>
    public static IHttpClientBuilder AddChatClient(this IServiceCollection services, string name, string connection)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return ChatConnectionString.Is(name)
            ? throw new ArgumentException("When AddChatClient is called with two strings, the first must be the client's name, but it is an address or a connection string. To set an API key, use AddChatClient(address, options => options.ApiKey = …).", nameof(name))
            : services.AddKeyedChatClient(name, connection);
    }

    /// <summary>Adds a <see cref="ChatClient"/> as a keyed service.</summary>
    /// <param name="services">The service collection.</param>
    /// <param name="key">The key of the service. Its string representation is also the name of the client's options, and must differ from those of other clients' keys.</param>
    /// <param name="configure">Configures the options.</param>
    /// <returns>The builder for the client's <see cref="HttpClient"/>, to which further handlers can be added.</returns>
    /// <exception cref="ArgumentException">The key of another client has the same string representation, or an argument is <see langword="null"/>.</exception>
    public static IHttpClientBuilder AddKeyedChatClient(this IServiceCollection services, object key, Action<ChatClientOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(configure);
        return Add(services, NameOf(key), key, configure);
    }

    /// <summary>Adds a <see cref="ChatClient"/> as a keyed service, with options from the configuration.</summary>
    /// <param name="services">The service collection.</param>
    /// <param name="key">The key of the service. Its string representation is also the name of the client's options, and must differ from those of other clients' keys.</param>
    /// <param name="section">The section, whose keys are the property names of <see cref="ChatClientOptions"/>, or whose value is an address or a connection string.</param>
    /// <returns>The builder for the client's <see cref="HttpClient"/>, to which further handlers can be added.</returns>
    /// <exception cref="ArgumentException">The key of another client has the same string representation, or an argument is <see langword="null"/>.</exception>
    public static IHttpClientBuilder AddKeyedChatClient(this IServiceCollection services, object key, IConfiguration section)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(section);
        return Add(services, NameOf(key), key, section);
    }

    /// <summary>Adds a <see cref="ChatClient"/> for a server as a keyed service.</summary>
    /// <param name="services">The service collection.</param>
    /// <param name="key">The key of the service. Its string representation is also the name of the client's options, and must differ from those of other clients' keys.</param>
    /// <param name="connection">The server's address or a connection string; see <see cref="AddChatClient(IServiceCollection, string)"/>.</param>
    /// <returns>The builder for the client's <see cref="HttpClient"/>, to which further handlers can be added.</returns>
    /// <exception cref="ArgumentException">
    /// An argument is missing, the key of another client has the same string representation, or the connection is neither an address
    /// nor a connection string. The message never contains the connection.
    /// </exception>
    public static IHttpClientBuilder AddKeyedChatClient(this IServiceCollection services, object key, string connection)
    {
        ArgumentNullException.ThrowIfNull(key);
        return Add(services, NameOf(key), key, ChatConnectionString.Parse(connection, nameof(connection)));
    }

    private static string NameOf(object? key) => key?.ToString() ?? "";

    // Two keys with the same string representation would share one set of options, including the address and the API key.
    private static void ThrowIfAmbiguous(IServiceCollection services, string name, object? key)
    {
        var other = services.FirstOrDefault(service => service.ServiceType == typeof(ChatClient) && NameOf(service.ServiceKey) == name && !Equals(service.ServiceKey, key));
        if (other is not null)
        {
            throw new ArgumentException(
                $"The {Describe(key)} cannot be added: the {Describe(other.ServiceKey)} is already registered, and the options of both would be named '{name}', because options are named after the string representation of the key. Use keys with different string representations, such as \"chat-1\" and \"chat-2\".",
                nameof(key));
        }
    }

    private static string Describe(object? key) => key is null ? "ChatClient without a key" : $"ChatClient with the key '{key}' (of type {key.GetType()})";

    private static IHttpClientBuilder Add(IServiceCollection services, string name, object? key, IConfiguration section, Action<ChatClientOptions>? before = null)
    {
        var builder = Add(services, name, key, before + (options => ChatClientOptionsBinder.Bind(section, options)));
        services.AddSingleton(new OptionsSection(name, section));
        return builder;
    }

    private static IHttpClientBuilder Add(IServiceCollection services, string name, object? key, Action<ChatClientOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ThrowIfAmbiguous(services, name, key);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ChatClientOptions>, ChatClientOptionsValidator>());
        services.AddOptions<ChatClientOptions>(name).ValidateOnStart().Configure(options => options.AllowsDiscovery = true).Configure(configure);
        services.AddOptions<ChatClientOptions>(name).PostConfigure<ILoggerFactory>((options, logs) => options.LoggerFactory ??= logs);
        services.AddOptions<ChatClientOptions>(name).PostConfigure<IServiceProvider>((options, provider) => options.RetryTelemetry ??= provider.GetService<ResiliencePipelineBuilder>()?.TelemetryListener);
        var httpName = ChatClientBuilders.HttpNameOf(name);
        services.Add(key is null
            ? ServiceDescriptor.Singleton(provider => CreateClient(provider, name, httpName))
            : ServiceDescriptor.KeyedSingleton(key, (provider, _) => CreateClient(provider, name, httpName)));

        // This callback runs after all others, so that the handler that it adds is called after the handler of service discovery.
        services.PostConfigure<HttpClientFactoryOptions>(httpName, http => http.HttpMessageHandlerBuilderActions.Add(handlers => handlers.AdditionalHandlers.Add(new DiscoveredAddress())));
        return services.AddHttpClient(httpName)
            .ConfigureHttpClient(http => http.Timeout = Timeout.InfiniteTimeSpan)
            .ConfigureAdditionalHttpMessageHandlers(ResilienceHandlers.RemoveShared(httpName, provider => OptionsOf(provider, name)))
            .ConfigurePrimaryHttpMessageHandler(provider => ChatHttpHandler.Create(OptionsOf(provider, name)));
    }

    // The client requests an HttpClient from the factory for every call, because a stored one would not notice DNS changes.
    private static ChatClient CreateClient(IServiceProvider provider, string name, string httpName)
    {
        var factory = provider.GetRequiredService<IHttpClientFactory>();
        return ReloadedClient.Create(provider, name, () => factory.CreateClient(httpName), options => Complete(ResilienceHandlers.Check(provider, httpName, options)));
    }

    private static ChatClientOptions Complete(ChatClientOptions options) => options.AddStrategies?.Invoke(options) ?? options;

    private static ChatClientOptions OptionsOf(IServiceProvider provider, string name) =>
        provider.GetRequiredService<IOptionsMonitor<ChatClientOptions>>().Get(name);
}
