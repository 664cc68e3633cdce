using ChatSdk;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Provides extension methods to add a health check for a client.</summary>
public static class ChatHealthCheckBuilderExtensions
{
    // The client's own time limits are intended for long answers, and are too long for a check.
    private static readonly TimeSpan _timeout = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Adds a health check for the client that was added with <c>services.AddChatClient(…)</c>. The check lists the models on the server,
    /// which consumes no tokens, and reuses the result for <see cref="ChatHealthCheckOptions.CacheDuration"/>. There are no retries.
    /// </summary>
    /// <param name="builder">The health checks builder.</param>
    /// <param name="name">The name of the health check.</param>
    /// <param name="failureStatus">The status to report if the check fails; <see langword="null"/> for <see cref="HealthStatus.Unhealthy"/>.</param>
    /// <param name="tags">The tags of the health check, by which checks can be filtered; <see langword="null"/> for none.</param>
    /// <param name="timeout">The time limit of a check; <see langword="null"/> for 10 seconds.</param>
    /// <param name="configure">Configures the options; <see langword="null"/> for the defaults.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> or <paramref name="name"/> is <see langword="null"/>.</exception>
    public static IHealthChecksBuilder AddChatClient(
        this IHealthChecksBuilder builder,
        string name = "chat",
        HealthStatus? failureStatus = null,
        IEnumerable<string>? tags = null,
        TimeSpan? timeout = null,
        Action<ChatHealthCheckOptions>? configure = null) =>
        Add(builder, name, static services => services.GetRequiredService<ChatClient>(), failureStatus, tags, timeout, configure);

    /// <summary>Adds a health check for a named or keyed client; see <see cref="AddChatClient"/>.</summary>
    /// <param name="builder">The health checks builder.</param>
    /// <param name="key">The name or key with which the client was added.</param>
    /// <param name="name">The name of the health check; <see langword="null"/> for <c>chat-</c> followed by the key.</param>
    /// <param name="failureStatus">The status to report if the check fails; <see langword="null"/> for <see cref="HealthStatus.Unhealthy"/>.</param>
    /// <param name="tags">The tags of the health check, by which checks can be filtered; <see langword="null"/> for none.</param>
    /// <param name="timeout">The time limit of a check; <see langword="null"/> for 10 seconds.</param>
    /// <param name="configure">Configures the options; <see langword="null"/> for the defaults.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> or <paramref name="key"/> is <see langword="null"/>.</exception>
    public static IHealthChecksBuilder AddKeyedChatClient(
        this IHealthChecksBuilder builder,
        object key,
        string? name = null,
        HealthStatus? failureStatus = null,
        IEnumerable<string>? tags = null,
        TimeSpan? timeout = null,
        Action<ChatHealthCheckOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(key);
        return Add(builder, name ?? $"chat-{key}", services => services.GetRequiredKeyedService<ChatClient>(key), failureStatus, tags, timeout, configure);
    }

    private static IHealthChecksBuilder Add(
        IHealthChecksBuilder builder,
        string name,
        Func<IServiceProvider, ChatClient> client,
        HealthStatus? failureStatus,
        IEnumerable<string>? tags,
        TimeSpan? timeout,
        Action<ChatHealthCheckOptions>? configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(name);
        var options = new ChatHealthCheckOptions();
        configure?.Invoke(options);

        // The ChatHealthCheck is a singleton because it stores its last result. The health check service resolves it for every check.
        builder.Services.AddKeyedSingleton(name, (services, _) => new ChatHealthCheck(client(services), options));
        return builder.Add(new HealthCheckRegistration(name, services => services.GetRequiredKeyedService<ChatHealthCheck>(name), failureStatus, tags, timeout ?? _timeout));
    }
}
