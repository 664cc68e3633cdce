using ChatSdk;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Polly;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>
/// Adds <see cref="ChatClient"/> to the services of a program: as a singleton that takes its connections from
/// <see cref="IHttpClientFactory"/>. The options are checked when the host starts.
/// </summary>
public static class ChatClientServiceCollectionExtensions
{
    /// <summary>Adds the program's <see cref="ChatClient"/>.</summary>
    /// <param name="services">The services to add to.</param>
    /// <param name="configure">Sets the options.</param>
    /// <returns>The builder of the client's <see cref="HttpClient"/>, for further handlers.</returns>
    /// <exception cref="ArgumentNullException">An argument is <see langword="null"/>.</exception>
    public static IHttpClientBuilder AddChatClient(this IServiceCollection services, Action<ChatClientOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        return Add(services, Options.Options.DefaultName, key: null, configure);
    }

    /// <summary>Adds the program's <see cref="ChatClient"/>, with options from the configuration.</summary>
    /// <param name="services">The services to add to.</param>
    /// <param name="section">The section, whose keys are the names of <see cref="ChatClientOptions"/>' members.</param>
    /// <returns>The builder of the client's <see cref="HttpClient"/>, for further handlers.</returns>
    /// <exception cref="ArgumentNullException">An argument is <see langword="null"/>.</exception>
    public static IHttpClientBuilder AddChatClient(this IServiceCollection services, IConfiguration section)
    {
        ArgumentNullException.ThrowIfNull(section);
        return Add(services, Options.Options.DefaultName, key: null, options => ChatClientOptionsBinder.Bind(section, options));
    }

    /// <summary>Adds the program's <see cref="ChatClient"/> for a server: <c>services.AddChatClient("http://localhost:8000")</c>.</summary>
    /// <param name="services">The services to add to.</param>
    /// <param name="connection">
    /// The server's address, such as <c>http://localhost:8000</c>, or a connection string, as <c>GetConnectionString</c> returns it:
    /// <c>Endpoint=https://host/v1;Key=…;Model=…</c>. <c>Url</c>, <c>BaseAddress</c>, <c>ApiKey</c>, <c>AccessKey</c> and <c>Deployment</c> are
    /// known too, in any case; of these only the address is required.
    /// </param>
    /// <returns>The builder of the client's <see cref="HttpClient"/>, for further handlers.</returns>
    /// <exception cref="ArgumentException">It is missing, or neither an address nor a connection string. The message never shows it.</exception>
    public static IHttpClientBuilder AddChatClient(this IServiceCollection services, string connection) =>
        Add(services, Options.Options.DefaultName, key: null, ChatConnectionString.Parse(connection, nameof(connection)));

    /// <summary>Adds a further <see cref="ChatClient"/>, which is resolved by its name, as a keyed service.</summary>
    /// <param name="services">The services to add to.</param>
    /// <param name="name">
    /// The name. If it is the server's address (<c>http://…</c>) or a connection string, it is no name: the program's client is added,
    /// for that address, and may be set further.
    /// </param>
    /// <param name="configure">Sets the options.</param>
    /// <returns>The builder of the client's <see cref="HttpClient"/>, for further handlers.</returns>
    /// <exception cref="ArgumentException">The name is empty, or an argument is <see langword="null"/>.</exception>
    public static IHttpClientBuilder AddChatClient(this IServiceCollection services, string name, Action<ChatClientOptions> configure)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(configure);
        return ChatConnectionString.Is(name)
            ? Add(services, Options.Options.DefaultName, key: null, ChatConnectionString.Parse(name, nameof(name)) + configure)
            : services.AddKeyedChatClient(name, configure);
    }

    /// <summary>Adds a further <see cref="ChatClient"/>, with options from the configuration; it is resolved by its name, as a keyed service.</summary>
    /// <param name="services">The services to add to.</param>
    /// <param name="name">
    /// The name. If it is the server's address (<c>http://…</c>) or a connection string, it is no name: the program's client is added,
    /// for that address, and may be set further.
    /// </param>
    /// <param name="section">The section, whose keys are the names of <see cref="ChatClientOptions"/>' members.</param>
    /// <returns>The builder of the client's <see cref="HttpClient"/>, for further handlers.</returns>
    /// <exception cref="ArgumentException">The name is empty, or an argument is <see langword="null"/>.</exception>
    public static IHttpClientBuilder AddChatClient(this IServiceCollection services, string name, IConfiguration section)
    {
        ArgumentNullException.ThrowIfNull(section);
        return services.AddChatClient(name, options => ChatClientOptionsBinder.Bind(section, options));
    }

    /// <summary>Adds a further <see cref="ChatClient"/> for a server, which is resolved by its name, as a keyed service.</summary>
    /// <param name="services">The services to add to.</param>
    /// <param name="name">The name.</param>
    /// <param name="connection">The server's address or a connection string; see <see cref="AddChatClient(IServiceCollection, string)"/>.</param>
    /// <returns>The builder of the client's <see cref="HttpClient"/>, for further handlers.</returns>
    /// <exception cref="ArgumentException">An argument is missing, the name is an address, or the connection is none. The message never shows it.</exception>
    public static IHttpClientBuilder AddChatClient(this IServiceCollection services, string name, string connection)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return ChatConnectionString.Is(name)
            ? throw new ArgumentException("The first of two strings is the client's name, and this one is an address. To set a key for it: AddChatClient(address, options => options.ApiKey = …).", nameof(name))
            : services.AddKeyedChatClient(name, connection);
    }

    /// <summary>Adds a <see cref="ChatClient"/> as a keyed service.</summary>
    /// <param name="services">The services to add to.</param>
    /// <param name="key">The key of the service. Its text is also the name of the client's options.</param>
    /// <param name="configure">Sets the options.</param>
    /// <returns>The builder of the client's <see cref="HttpClient"/>, for further handlers.</returns>
    /// <exception cref="ArgumentNullException">An argument is <see langword="null"/>.</exception>
    public static IHttpClientBuilder AddKeyedChatClient(this IServiceCollection services, object key, Action<ChatClientOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(configure);
        return Add(services, NameOf(key), key, configure);
    }

    /// <summary>Adds a <see cref="ChatClient"/> as a keyed service, with options from the configuration.</summary>
    /// <param name="services">The services to add to.</param>
    /// <param name="key">The key of the service. Its text is also the name of the client's options.</param>
    /// <param name="section">The section, whose keys are the names of <see cref="ChatClientOptions"/>' members.</param>
    /// <returns>The builder of the client's <see cref="HttpClient"/>, for further handlers.</returns>
    /// <exception cref="ArgumentNullException">An argument is <see langword="null"/>.</exception>
    public static IHttpClientBuilder AddKeyedChatClient(this IServiceCollection services, object key, IConfiguration section)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(section);
        return Add(services, NameOf(key), key, options => ChatClientOptionsBinder.Bind(section, options));
    }

    /// <summary>Adds a <see cref="ChatClient"/> for a server as a keyed service.</summary>
    /// <param name="services">The services to add to.</param>
    /// <param name="key">The key of the service. Its text is also the name of the client's options.</param>
    /// <param name="connection">The server's address or a connection string; see <see cref="AddChatClient(IServiceCollection, string)"/>.</param>
    /// <returns>The builder of the client's <see cref="HttpClient"/>, for further handlers.</returns>
    /// <exception cref="ArgumentException">An argument is missing, or the connection is neither an address nor a connection string. The message never shows it.</exception>
    public static IHttpClientBuilder AddKeyedChatClient(this IServiceCollection services, object key, string connection)
    {
        ArgumentNullException.ThrowIfNull(key);
        return Add(services, NameOf(key), key, ChatConnectionString.Parse(connection, nameof(connection)));
    }

    private static string NameOf(object key) => key.ToString() ?? "";

    private static IHttpClientBuilder Add(IServiceCollection services, string name, object? key, Action<ChatClientOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ChatClientOptions>, ChatClientOptionsValidator>());
        services.AddOptions<ChatClientOptions>(name).ValidateOnStart().Configure(configure);
        services.AddOptions<ChatClientOptions>(name).PostConfigure<ILoggerFactory>((options, logs) => options.LoggerFactory ??= logs);
        services.AddOptions<ChatClientOptions>(name).PostConfigure<IServiceProvider>((options, provider) => options.RetryTelemetry ??= provider.GetService<ResiliencePipelineBuilder>()?.TelemetryListener);
        var httpName = ChatClientBuilders.HttpNameOf(name);
        services.Add(key is null
            ? ServiceDescriptor.Singleton(provider => CreateClient(provider, name, httpName))
            : ServiceDescriptor.KeyedSingleton(key, (provider, _) => CreateClient(provider, name, httpName)));
        return services.AddHttpClient(httpName)
            .ConfigureHttpClient(http => http.Timeout = Timeout.InfiniteTimeSpan)
            .ConfigureAdditionalHttpMessageHandlers(ResilienceHandlers.RemoveShared(httpName, provider => OptionsOf(provider, name)))
            .ConfigurePrimaryHttpMessageHandler(provider => ChatHttpHandler.Create(OptionsOf(provider, name)));
    }

    // The client requests an HttpClient from the factory for every call: one that it stored would never notice a change of DNS.
    private static ChatClient CreateClient(IServiceProvider provider, string name, string httpName)
    {
        var factory = provider.GetRequiredService<IHttpClientFactory>();
        return new ChatClient(() => factory.CreateClient(httpName), ResilienceHandlers.Check(provider, httpName, OptionsOf(provider, name)));
    }

    private static ChatClientOptions OptionsOf(IServiceProvider provider, string name) =>
        provider.GetRequiredService<IOptionsMonitor<ChatClientOptions>>().Get(name);
}
