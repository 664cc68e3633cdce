using System.Threading.RateLimiting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http.Resilience;
using Polly;

namespace ChatSdk;

/// <summary>Binds the options of <c>AddChatResilience</c> from configuration. The binder of .NET is not used, because it requires reflection.</summary>
internal static class ChatResilienceOptionsBinder
{
    private static readonly Dictionary<string, Action<ChatResilienceOptions, string>> _members = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Retry:MaxRetryAttempts"] = (options, text) => options.Retry.MaxRetryAttempts = Integer(text),
        ["Retry:Delay"] = (options, text) => options.Retry.Delay = Time(text),
        ["Retry:MaxDelay"] = (options, text) => options.Retry.MaxDelay = Time(text),
        ["Retry:BackoffType"] = (options, text) => options.Retry.BackoffType = Word<DelayBackoffType>(text),
        ["Retry:UseJitter"] = (options, text) => options.Retry.UseJitter = ChatClientOptionsBinder.Boolean(text),
        ["Retry:ShouldRetryAfterHeader"] = (options, text) => options.Retry.ShouldRetryAfterHeader = ChatClientOptionsBinder.Boolean(text),
        ["CircuitBreaker:FailureRatio"] = (options, text) => options.CircuitBreaker.FailureRatio = ChatClientOptionsBinder.Number<double>(text),
        ["CircuitBreaker:MinimumThroughput"] = (options, text) => options.CircuitBreaker.MinimumThroughput = Integer(text),
        ["CircuitBreaker:SamplingDuration"] = (options, text) => options.CircuitBreaker.SamplingDuration = Time(text),
        ["CircuitBreaker:BreakDuration"] = (options, text) => options.CircuitBreaker.BreakDuration = Time(text),
        ["RateLimiter:DefaultRateLimiterOptions:PermitLimit"] = (options, text) => options.RateLimiter.DefaultRateLimiterOptions.PermitLimit = Integer(text),
        ["RateLimiter:DefaultRateLimiterOptions:QueueLimit"] = (options, text) => options.RateLimiter.DefaultRateLimiterOptions.QueueLimit = Integer(text),
        ["RateLimiter:DefaultRateLimiterOptions:QueueProcessingOrder"] = (options, text) => options.RateLimiter.DefaultRateLimiterOptions.QueueProcessingOrder = Word<QueueProcessingOrder>(text),
        ["Hedging:Delay"] = (options, text) => HedgingOf(options).Delay = Time(text),
        ["Hedging:MaxHedgedAttempts"] = (options, text) => HedgingOf(options).MaxHedgedAttempts = Integer(text),
        ["AttemptTimeout:Timeout"] = (options, text) => options.AttemptTimeout.Timeout = Time(text),
        ["TotalRequestTimeout:Timeout"] = (options, text) => options.TotalRequestTimeout.Timeout = Time(text),
    };

    /// <summary>Gets the keys that can be in the section, with <c>:</c> between the names of a nested key.</summary>
    internal static IEnumerable<string> Keys => _members.Keys;

    /// <summary>Sets the options whose keys are in the section.</summary>
    /// <exception cref="InvalidOperationException">A key is not the name of an option, or its value has the wrong type.</exception>
    public static void Bind(IConfiguration section, ChatResilienceOptions options) => Bind(section, parent: "", options);

    private static void Bind(IConfiguration section, string parent, ChatResilienceOptions options)
    {
        foreach (var entry in section.GetChildren())
        {
            var name = parent + entry.Key;
            if (_members.TryGetValue(name, out var set))
            {
                Set(entry, text => set(options, text));
            }
            else if (!_members.Keys.Any(member => member.StartsWith($"{name}:", StringComparison.OrdinalIgnoreCase)))
            {
                throw new InvalidOperationException($"The configuration key '{entry.Path}' is unknown. The known keys are: {string.Join(", ", _members.Keys)}.");
            }
            else if (entry.Value is { Length: > 0 })
            {
                throw new InvalidOperationException($"The configuration key '{entry.Path}' has a value, but must be a section.");
            }
            else
            {
                Bind(entry, $"{name}:", options);
            }
        }
    }

    private static void Set(IConfigurationSection entry, Action<string> set)
    {
        if (entry.GetChildren().Any())
        {
            throw new InvalidOperationException($"The configuration key '{entry.Path}' is a section, but must be a value.");
        }

        if (entry.Value is { } text)
        {
            ChatClientOptionsBinder.Read(entry, () => set(text));
        }
    }

    private static HttpHedgingStrategyOptions HedgingOf(ChatResilienceOptions options) => options.Hedging ??= new();

    private static int Integer(string text) => ChatClientOptionsBinder.Integer(text);

    private static TimeSpan Time(string text) => ChatClientOptionsBinder.Time(text);

    private static T Word<T>(string text)
        where T : struct, Enum => ChatClientOptionsBinder.Word<T>(text);
}
