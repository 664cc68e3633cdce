using Microsoft.Extensions.Options;

namespace ChatSdk;

/// <summary>Says what is wrong with options, by the name of the member and never with a key or another secret in the words.</summary>
internal sealed class ChatClientOptionsValidator : IValidateOptions<ChatClientOptions>
{
    // What a timer of the platform can wait.
    private static readonly TimeSpan _longest = TimeSpan.FromDays(49);

    private static readonly string[] _keyHeaders = ["Authorization", "api-key", "x-api-key"];

    public ValidateOptionsResult Validate(string? name, ChatClientOptions options)
    {
        List<string> failures = [.. AddressFailures(options), .. KeyFailures(options), .. HeaderFailures(options), .. LimitFailures(options)];
        var whose = string.IsNullOrEmpty(name) ? "" : $"ChatClient '{name}': ";
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures.Select(failure => whose + failure));
    }

    /// <summary>Throws what <see cref="Validate"/> finds.</summary>
    /// <exception cref="ArgumentException">The options are wrong.</exception>
    public static ChatClientOptions Check(ChatClientOptions options, string parameter)
    {
        ArgumentNullException.ThrowIfNull(options, parameter);
        var result = new ChatClientOptionsValidator().Validate(null, options);
        return result.Failed ? throw new ArgumentException(string.Join(' ', result.Failures), parameter) : options;
    }

    private static IEnumerable<string> AddressFailures(ChatClientOptions options)
    {
        if (string.IsNullOrWhiteSpace(options.BaseAddress))
        {
            yield return "BaseAddress is missing: set it to the server's address, such as https://host/v1.";
        }
        else if (!Uri.TryCreate(options.BaseAddress.Trim(), UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
        {
            yield return "BaseAddress must be a whole address that starts with http:// or https://, such as http://localhost:8000.";
        }
        else if (address.UserInfo.Length > 0)
        {
            yield return "BaseAddress must not hold a user name or password; set ApiKey instead.";
        }
        else if (address.Scheme == "http" && !address.IsLoopback && !options.AllowInsecureHttp && HasKey(options))
        {
            yield return "BaseAddress is http:// to another machine, and ApiKey would go over the network in the clear: use https://, or set AllowInsecureHttp.";
        }
    }

    private static IEnumerable<string> KeyFailures(ChatClientOptions options)
    {
        if (options.ApiKey?.Trim() is { Length: > 0 } key && !HeaderText.IsValue(key))
        {
            yield return "ApiKey must be ASCII text without control characters (its value is not shown).";
        }

        if (!HeaderText.IsOfRequest(options.ApiKeyHeader))
        {
            yield return "ApiKeyHeader is not the name of a header that can carry a key.";
        }

        if (!HeaderText.IsValue(options.ApiKeyScheme ?? "Bearer", mayBeEmpty: true))
        {
            yield return "ApiKeyScheme must be ASCII text without control characters.";
        }
    }

    private static IEnumerable<string> HeaderFailures(ChatClientOptions options)
    {
        foreach (var (name, value) in options.Headers)
        {
            if (!HeaderText.IsName(name))
            {
                yield return "Headers holds a name that is not the name of a header.";
            }
            else if (!HeaderText.IsOfRequest(name))
            {
                yield return $"Headers[\"{name}\"] is not a header of a request; the client sets it itself.";
            }
            else if (!HeaderText.IsValue(value, mayBeEmpty: true))
            {
                yield return $"Headers[\"{name}\"] must be ASCII text without control characters (its value is not shown).";
            }
        }
    }

    private static IEnumerable<string> LimitFailures(ChatClientOptions options)
    {
        if (options.MaxRetries < 0)
        {
            yield return "MaxRetries must not be negative.";
        }

        if (options.MaxEventBytes <= 0)
        {
            yield return "MaxEventBytes must be positive.";
        }

        if (!Enum.IsDefined(options.WhenResilienceHandlerFound))
        {
            yield return "WhenResilienceHandlerFound is none of its values.";
        }

        if (options.TimeProvider is null)
        {
            yield return "TimeProvider must not be null.";
        }

        foreach (var (name, limit) in Limits(options))
        {
            if (limit != Timeout.InfiniteTimeSpan && (limit <= TimeSpan.Zero || limit > _longest))
            {
                yield return $"{name} must be positive and at most {_longest.Days} days, or Timeout.InfiniteTimeSpan for no limit.";
            }
        }

        foreach (var (name, wait) in Waits(options))
        {
            if (wait < TimeSpan.Zero || wait > _longest)
            {
                yield return $"{name} must not be negative, and at most {_longest.Days} days.";
            }
        }
    }

    private static IEnumerable<(string Name, TimeSpan Limit)> Limits(ChatClientOptions options) =>
    [
        (nameof(options.ConnectTimeout), options.ConnectTimeout),
        (nameof(options.AttemptTimeout), options.AttemptTimeout),
        (nameof(options.StreamIdleTimeout), options.StreamIdleTimeout),
        (nameof(options.OverallTimeout), options.OverallTimeout),
    ];

    private static IEnumerable<(string Name, TimeSpan Wait)> Waits(ChatClientOptions options) =>
    [
        (nameof(options.RetryDelay), options.RetryDelay),
        (nameof(options.MaxRetryDelay), options.MaxRetryDelay),
        (nameof(options.MaxRetryAfter), options.MaxRetryAfter),
    ];

    private static bool HasKey(ChatClientOptions options) =>
        !string.IsNullOrWhiteSpace(options.ApiKey)
        || options.ApiKeyProvider is not null
        || options.Headers.Keys.Any(name => _keyHeaders.Contains(name, StringComparer.OrdinalIgnoreCase) || name.Equals(options.ApiKeyHeader, StringComparison.OrdinalIgnoreCase));
}
