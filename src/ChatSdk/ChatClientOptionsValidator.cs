using Microsoft.Extensions.Options;

namespace ChatSdk;

/// <summary>Validates the options for a client. Each message names the invalid option, and never contains a key or another secret.</summary>
internal sealed class ChatClientOptionsValidator : IValidateOptions<ChatClientOptions>
{
    // The maximum time of a .NET timer is about 49 days.
    public static readonly TimeSpan MaxTime = TimeSpan.FromDays(49);

    public ValidateOptionsResult Validate(string? name, ChatClientOptions options)
    {
        List<string> failures = [.. Failures(options).OfType<string>()];
        var prefix = string.IsNullOrEmpty(name) ? "" : $"ChatClient '{name}': ";
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures.Select(failure => prefix + failure));
    }

    /// <summary>Returns the options, or throws an exception if they are invalid.</summary>
    /// <exception cref="ArgumentException">The options are invalid.</exception>
    public static ChatClientOptions Check(ChatClientOptions options, string parameter)
    {
        ArgumentNullException.ThrowIfNull(options, parameter);
        var result = new ChatClientOptionsValidator().Validate(null, options);
        return result.Failed ? throw new ArgumentException(string.Join(' ', result.Failures), parameter) : options;
    }

    /// <summary>Determines whether requests would be sent to another machine unencrypted although <see cref="ChatClientOptions.AllowInsecureHttp"/> is not set.</summary>
    public static bool IsExposed(ChatClientOptions options) =>
        Uri.TryCreate(options.BaseAddress?.Trim(), UriKind.Absolute, out var address) && ServerAddress.IsUnencrypted(address) && !options.AllowInsecureHttp;

    /// <summary>Returns a description of the secret that would be sent, for the exception message; <see langword="null"/> if there is none.</summary>
    public static string? SecretIn(ChatClientOptions options, Uri address) =>
        !string.IsNullOrWhiteSpace(options.ApiKey) || options.ApiKeyProvider is not null || options.Headers.Keys.Any(name => name.Equals(options.ApiKeyHeader, StringComparison.OrdinalIgnoreCase)) ? "the key"
        : options.Headers.Keys.FirstOrDefault(SecretName.Is) is { } name ? $"Headers[\"{name}\"], which may contain a key,"
        : SecretQuery.ValuesIn(address.Query).Any() ? "the key in its query"
        : null;

    private static string?[] Failures(ChatClientOptions options) =>
    [
        AddressFailure(options),
        options.ApiKey?.Trim() is { Length: > 0 } key && !HeaderText.IsValue(key) ? "ApiKey must be ASCII text without control characters (its value is not shown)." : null,
        HeaderText.IsOfRequest(options.ApiKeyHeader) ? null : "ApiKeyHeader is not the name of a header that can carry a key.",
        HeaderText.IsValue(options.ApiKeyScheme ?? "Bearer", mayBeEmpty: true) ? null : "ApiKeyScheme must be ASCII text without control characters.",
        .. options.Headers.Select(header => HeaderFailure(header.Key, header.Value)),
        options.MaxRetries < 0 ? "MaxRetries must not be negative." : null,
        options.MaxStreamResumptions < 0 ? "MaxStreamResumptions must not be negative." : null,
        WordFailure(nameof(options.StreamResumption), options.StreamResumption),
        options.MaxMessageBytes <= 0 ? "MaxMessageBytes must be positive." : null,
        options.MaxAnswerBytes is <= 0 or > AnswerLimits.Characters ? $"MaxAnswerBytes must be positive, and at most {AnswerLimits.Characters}." : null,
        WordFailure(nameof(options.ResilienceHandlerBehavior), options.ResilienceHandlerBehavior),
        .. options.RateLimits?.Failures(nameof(options.RateLimits)) ?? [],
        string.IsNullOrWhiteSpace(options.TelemetryProvider) ? "TelemetryProvider must not be empty." : null,
        options.TimeProvider is null ? "TimeProvider must not be null." : null,
        LimitFailure(nameof(options.ConnectTimeout), options.ConnectTimeout),
        LimitFailure(nameof(options.AttemptTimeout), options.AttemptTimeout),
        LimitFailure(nameof(options.StreamIdleTimeout), options.StreamIdleTimeout),
        LimitFailure(nameof(options.EventIdleTimeout), options.EventIdleTimeout),
        LimitFailure(nameof(options.OverallTimeout), options.OverallTimeout),
        WaitFailure(nameof(options.RetryDelay), options.RetryDelay),
        WaitFailure(nameof(options.MaxRetryDelay), options.MaxRetryDelay),
        WaitFailure(nameof(options.MaxRetryAfter), options.MaxRetryAfter),
        .. BudgetRules.Failures(options),
    ];

    private static string? AddressFailure(ChatClientOptions options)
    {
        if (string.IsNullOrWhiteSpace(options.BaseAddress))
        {
            var section = options.EmptySection is null ? "" : $" The configuration section '{options.EmptySection}' is missing or empty.";
            return $"BaseAddress is missing. Set it to the server's address, such as https://host/v1.{section}";
        }

        if (!Uri.TryCreate(options.BaseAddress.Trim(), UriKind.Absolute, out var address) || !(address.Scheme is "http" or "https" || ServerAddress.NeedsDiscovery(address)))
        {
            return "BaseAddress must be an absolute address that starts with http:// or https://, such as http://localhost:8000.";
        }

        if (ServerAddress.NeedsDiscovery(address) && !options.AllowsDiscovery)
        {
            return $"BaseAddress starts with {address.Scheme}://, but service discovery works only for clients that are added with AddChatClient, and not for their fallback servers. Use an address that starts with http:// or https://.";
        }

        if (address.UserInfo.Length > 0)
        {
            return "BaseAddress must not contain a user name or password; set ApiKey instead.";
        }

        return IsExposed(options) && SecretIn(options, address) is { } secret
            ? $"BaseAddress is an http:// address of another machine, so {secret} would be sent unencrypted. Use https://, or set AllowInsecureHttp.{MisplacedModel.Hint(options)}"
            : null;
    }

    private static string? HeaderFailure(string name, string value)
    {
        if (!HeaderText.IsName(name))
        {
            return "Headers contains an invalid header name.";
        }

        if (!HeaderText.IsOfRequest(name))
        {
            return $"Headers[\"{name}\"] is not a request header, or is set by the client itself.";
        }

        return HeaderText.IsValue(value, mayBeEmpty: true) ? null : $"Headers[\"{name}\"] must be ASCII text without control characters (its value is not shown).";
    }

    private static string? WordFailure<T>(string name, T word)
        where T : struct, Enum => Enum.IsDefined(word) ? null : $"{name} must be {string.Join(", ", Enum.GetNames<T>()[..^1])} or {Enum.GetNames<T>()[^1]}.";

    internal static string? LimitFailure(string name, TimeSpan limit) =>
        limit == Timeout.InfiniteTimeSpan || (limit > TimeSpan.Zero && limit <= MaxTime)
            ? null
            : $"{name} must be positive and at most {MaxTime.Days} days, or Timeout.InfiniteTimeSpan for no limit.";

    private static string? WaitFailure(string name, TimeSpan wait) =>
        wait >= TimeSpan.Zero && wait <= MaxTime ? null : $"{name} must not be negative or longer than {MaxTime.Days} days.";
}
