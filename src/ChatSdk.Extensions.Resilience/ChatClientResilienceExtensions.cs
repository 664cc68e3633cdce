using ChatSdk;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Http;
using Microsoft.Extensions.Options;
using Polly;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Provides extension methods to add resilience strategies to a client.</summary>
public static class ChatClientResilienceExtensions
{
    /// <summary>
    /// Adds the strategies of <c>Microsoft.Extensions.Http.Resilience</c> to a client: retries, a circuit breaker and a rate limiter for
    /// each server, time limits, and hedging if it is set. With a resilience handler, an attempt would end when the headers have been
    /// received. Here, it ends when the whole answer or the first chunk of a stream has been received. After the first chunk, the only
    /// strategy that can end a stream is the time limit for the whole call.
    /// </summary>
    /// <remarks>
    /// If the circuit breaker is open or the rate limiter rejects a request, the call throws a <see cref="ChatConnectionException"/>
    /// without retries; with <c>AddFallback</c>, the next server is tried immediately. The strategies are also used for fallback
    /// servers. Resilience handlers are removed from the client's <see cref="HttpClient"/>. The options replace the corresponding
    /// <see cref="ChatClientOptions"/>, but not the <see cref="ChatCallOptions"/> of a call. If an option is invalid, starting the host or
    /// resolving the client throws an <see cref="OptionsValidationException"/> that names it.
    /// </remarks>
    /// <param name="builder">The builder that <c>AddChatClient</c> returned.</param>
    /// <param name="configure">Configures the options; <see langword="null"/> for the defaults.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">The builder was not returned by <c>AddChatClient</c>.</exception>
    public static IHttpClientBuilder AddChatResilience(this IHttpClientBuilder builder, Action<ChatResilienceOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return Add(builder, configure ?? (_ => { }));
    }

    /// <summary>Adds strategies with options from the configuration; see <see cref="AddChatResilience(IHttpClientBuilder, Action{ChatResilienceOptions})"/>.</summary>
    /// <param name="builder">The builder that <c>AddChatClient</c> returned.</param>
    /// <param name="section">
    /// The section, with the keys <c>Retry</c>, <c>CircuitBreaker</c>, <c>RateLimiter</c>, <c>Hedging</c>, <c>AttemptTimeout</c> and
    /// <c>TotalRequestTimeout</c>. Each of them is a section whose keys are the names of its options.
    /// </param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentNullException">An argument is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">The builder was not returned by <c>AddChatClient</c>.</exception>
    public static IHttpClientBuilder AddChatResilience(this IHttpClientBuilder builder, IConfiguration section)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(section);
        Add(builder, options => ChatResilienceOptionsBinder.Bind(section, options));
        builder.Services.AddSingleton(new OptionsSection(ChatClientBuilders.OptionsNameOf(builder), section));
        return builder;
    }

    private static IHttpClientBuilder Add(IHttpClientBuilder builder, Action<ChatResilienceOptions> configure)
    {
        var name = ChatClientBuilders.OptionsNameOf(builder);
        var services = builder.Services;

        // This registers Polly's telemetry, to which the strategies report.
        services.AddResiliencePipelineRegistry<string>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IConfigureOptions<ChatResilienceOptions>, ChatResilienceDefaults>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ChatResilienceOptions>, ChatResilienceOptionsValidator>());
        services.AddOptions<ChatResilienceOptions>(name).ValidateOnStart().Configure(configure);

        // The defaults depend on the client's options, so the strategies are added when the client is created or its options are reloaded.
        services.AddOptions<ChatClientOptions>(name).Configure<IServiceProvider>((client, provider) =>
            client.AddStrategies = complete => ResilientClient.Of(complete, provider.GetRequiredService<IOptionsFactory<ChatResilienceOptions>>().Create(name)));

        // This callback runs after all others, so that handlers that are added later are removed too.
        var remove = ResilienceHandlers.RemoveReplaced(builder.Name, provider => provider.GetRequiredService<IOptionsMonitor<ChatClientOptions>>().Get(name));
        services.PostConfigure<HttpClientFactoryOptions>(builder.Name, http =>
            http.HttpMessageHandlerBuilderActions.Add(handlers => remove(handlers.AdditionalHandlers, handlers.Services)));
        return builder;
    }
}
