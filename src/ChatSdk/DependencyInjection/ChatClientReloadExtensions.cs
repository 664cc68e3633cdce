using ChatSdk;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Provides an extension method to change the options of a client while the application runs.</summary>
public static class ChatClientReloadExtensions
{
    /// <summary>
    /// Applies configuration changes, such as a new key or model, to the client without a restart. Calls that are already running
    /// keep the options with which they started. If a changed value is invalid, an error is logged, and the previous options remain in use.
    /// </summary>
    /// <remarks>
    /// The sections that were passed to <c>AddChatClient</c>, <c>AddFallback</c> and <c>AddChatResilience</c> for this client are watched, as is
    /// every registered <see cref="IOptionsChangeTokenSource{TOptions}"/> for the options of the client. After a change, all options are created again,
    /// and cooldowns, circuit breakers and rate limits are reset, but the spending that a <see cref="ChatBudget"/> has counted is preserved.
    /// A changed <see cref="ChatClientOptions.ConnectTimeout"/> applies only to new handlers of the <see cref="IHttpClientFactory"/>, which
    /// by default replaces its handlers every two minutes.
    /// </remarks>
    /// <param name="builder">The builder that <c>AddChatClient</c> returned.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">The builder was not returned by <c>AddChatClient</c>.</exception>
    public static IHttpClientBuilder ReloadOnChange(this IHttpClientBuilder builder)
    {
        var name = ChatClientBuilders.OptionsNameOf(builder);
        builder.Services.TryAddSingleton<IOptionsFactory<ChatClientOptions>, LastValidOptions>();
        builder.Services.AddSingleton<IOptionsChangeTokenSource<ChatClientOptions>>(provider => new OptionsSectionWatch(name, provider.GetServices<OptionsSection>()));
        builder.Services.AddOptions<ChatClientOptions>(name).Configure(options => options.ReloadsOnChange = true);
        return builder;
    }
}
