using System.Globalization;
using System.Numerics;
using ChatSdk;
using Microsoft.Extensions.Configuration;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Binds options from configuration. The <c>ConfigurationBinder</c> of .NET is not used, because it requires reflection.</summary>
internal static class ChatClientOptionsBinder
{
    private static readonly Dictionary<string, Action<ChatClientOptions, string>> _members = new(StringComparer.OrdinalIgnoreCase)
    {
        [nameof(ChatClientOptions.BaseAddress)] = (options, text) => options.BaseAddress = text,
        [nameof(ChatClientOptions.ApiKey)] = (options, text) => options.ApiKey = text,
        [nameof(ChatClientOptions.ApiKeyHeader)] = (options, text) => options.ApiKeyHeader = text,
        [nameof(ChatClientOptions.ApiKeyScheme)] = (options, text) => options.ApiKeyScheme = text,
        [nameof(ChatClientOptions.Model)] = (options, text) => options.Model = text,
        [nameof(ChatClientOptions.AllowInsecureHttp)] = (options, text) => options.AllowInsecureHttp = Boolean(text),
        [nameof(ChatClientOptions.ForwardHeaders)] = (options, text) => options.ForwardHeaders = Boolean(text),
        [nameof(ChatClientOptions.MaxRetries)] = (options, text) => options.MaxRetries = Integer(text),
        [nameof(ChatClientOptions.RetryDelay)] = (options, text) => options.RetryDelay = Time(text),
        [nameof(ChatClientOptions.MaxRetryDelay)] = (options, text) => options.MaxRetryDelay = Time(text),
        [nameof(ChatClientOptions.MaxRetryAfter)] = (options, text) => options.MaxRetryAfter = Time(text),
        [nameof(ChatClientOptions.ConnectTimeout)] = (options, text) => options.ConnectTimeout = Time(text),
        [nameof(ChatClientOptions.AttemptTimeout)] = (options, text) => options.AttemptTimeout = Time(text),
        [nameof(ChatClientOptions.StreamIdleTimeout)] = (options, text) => options.StreamIdleTimeout = Time(text),
        [nameof(ChatClientOptions.EventIdleTimeout)] = (options, text) => options.EventIdleTimeout = Time(text),
        [nameof(ChatClientOptions.OverallTimeout)] = (options, text) => options.OverallTimeout = Time(text),
        [nameof(ChatClientOptions.StreamResumption)] = (options, text) => options.StreamResumption = Word<StreamResumption>(text),
        [nameof(ChatClientOptions.MaxStreamResumptions)] = (options, text) => options.MaxStreamResumptions = Integer(text),
        [nameof(ChatClientOptions.ResilienceHandlerBehavior)] = (options, text) => options.ResilienceHandlerBehavior = Word<ResilienceHandlerBehavior>(text),
        [nameof(ChatClientOptions.MaxMessageBytes)] = (options, text) => options.MaxMessageBytes = Integer(text),
        [nameof(ChatClientOptions.MaxAnswerBytes)] = (options, text) => options.MaxAnswerBytes = Integer(text),
        [nameof(ChatClientOptions.SeparateThinkTags)] = (options, text) => options.SeparateThinkTags = Boolean(text),
        [nameof(ChatClientOptions.EnableTelemetry)] = (options, text) => options.EnableTelemetry = Boolean(text),
        [nameof(ChatClientOptions.CaptureMessageContent)] = (options, text) => options.CaptureMessageContent = Boolean(text),
        [nameof(ChatClientOptions.TelemetryProvider)] = (options, text) => options.TelemetryProvider = text,
        [nameof(ChatClientOptions.CaptureResponseBody)] = (options, text) => options.CaptureResponseBody = Boolean(text),
    };

    /// <summary>Sets the properties for which the section has a value. The section itself can have a connection string as its value.</summary>
    /// <exception cref="InvalidOperationException">A key is not the name of an option, or a value has the wrong form.</exception>
    public static void Bind(IConfiguration section, ChatClientOptions options)
    {
        options.EmptySection = section is IConfigurationSection named && !named.Exists() ? named.Path : null;
        if (section is IConfigurationSection { Value: { Length: > 0 } connection } value)
        {
            Read(value, () => ChatConnectionString.Parse(connection)(options));
        }

        foreach (var entry in section.GetChildren())
        {
            if (entry.Key.Equals(nameof(ChatClientOptions.Headers), StringComparison.OrdinalIgnoreCase))
            {
                if (entry.Value is { Length: > 0 })
                {
                    throw new InvalidOperationException($"The configuration key '{entry.Path}' has a value, but must be a section with the names of headers as keys.");
                }

                foreach (var header in entry.GetChildren())
                {
                    options.Headers[header.Key] = header.Value ?? "";
                }
            }
            else if (entry.Key.Equals(nameof(ChatClientOptions.RateLimits), StringComparison.OrdinalIgnoreCase))
            {
                ChatRateLimitOptionsBinder.Bind(entry, options.RateLimits ??= new());
            }
            else if (entry.Key.Equals(nameof(ChatClientOptions.Budget), StringComparison.OrdinalIgnoreCase))
            {
                options.Budget = ChatBudgetBinder.ReadBudget(entry);
            }
            else if (entry.Key.Equals(nameof(ChatClientOptions.Prices), StringComparison.OrdinalIgnoreCase))
            {
                ChatBudgetBinder.AddPrices(entry, options.Prices);
            }
            else
            {
                Set(entry, options);
            }
        }
    }

    private static void Set(IConfigurationSection entry, ChatClientOptions options)
    {
        if (!_members.TryGetValue(entry.Key, out var set))
        {
            throw new InvalidOperationException($"The configuration key '{entry.Path}' is unknown. The known keys are: {string.Join(", ", _members.Keys)}, Headers, RateLimits, Budget, Prices.");
        }

        if (entry.GetChildren().Any())
        {
            throw new InvalidOperationException($"The configuration key '{entry.Path}' is a section, but must be a value.");
        }

        if (entry.Value is { } text)
        {
            Read(entry, () => set(options, text));
        }
    }

    /// <summary>Reads a value. If it has the wrong form, the exception names its key and the form that is expected.</summary>
    /// <exception cref="InvalidOperationException">The value has the wrong form.</exception>
    public static void Read(IConfigurationSection entry, Action read)
    {
        try
        {
            read();
        }
        catch (FormatException exception)
        {
            throw new InvalidOperationException($"The configuration value of '{entry.Path}' is invalid. {exception.Message}", exception);
        }
    }

    public static bool Boolean(string text) => bool.TryParse(text, out var value) ? value : throw NotA("true or false");

    public static int Integer(string text) =>
        int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number : throw NotA($"a whole number, such as 2, and at most {int.MaxValue.ToString(CultureInfo.InvariantCulture)}");

    public static T Number<T>(string text)
        where T : struct, INumberBase<T> => T.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : throw NotA("a number, such as 2");

    public static T Word<T>(string text)
        where T : struct, Enum =>
        Enum.TryParse<T>(text, ignoreCase: true, out var word) && Enum.IsDefined(word) ? word : throw NotA($"one of {string.Join(", ", Enum.GetNames<T>())}");

    // TimeSpan would parse a number without colons as days, which is never intended.
    public static TimeSpan Time(string text) =>
        text.Equals("Infinite", StringComparison.OrdinalIgnoreCase) ? Timeout.InfiniteTimeSpan
        : text.Contains(':', StringComparison.Ordinal) && TimeSpan.TryParseExact(text, "c", CultureInfo.InvariantCulture, out var time) ? time
        : throw NotA("a time, such as 00:01:30 for 90 seconds, or Infinite");

    // The value is not shown, because it may be an API key in the wrong place.
    private static FormatException NotA(string form) => new($"It must be {form}.");
}
