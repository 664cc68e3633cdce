using System.Net;
using Microsoft.Extensions.Http.Resilience;
using Microsoft.Extensions.Options;
using Polly;

namespace ChatSdk;

/// <summary>Sets the defaults of <c>AddChatResilience</c>: the values of the client's options and, for settings that the client does not have, values that are suitable for chat.</summary>
internal sealed class ChatResilienceDefaults(IOptionsMonitor<ChatClientOptions> clients) : IConfigureNamedOptions<ChatResilienceOptions>
{
    public void Configure(ChatResilienceOptions options) => Configure(Options.DefaultName, options);

    public void Configure(string? name, ChatResilienceOptions options)
    {
        var client = clients.Get(name);
        options.Retry.MaxRetryAttempts = client.MaxRetries;
        options.Retry.Delay = client.RetryDelay;
        options.Retry.MaxDelay = client.MaxRetryDelay;
        options.Retry.ShouldHandle = static arguments => ValueTask.FromResult(HttpOutcome.FailureOf(arguments.Outcome) is ChatException { IsRetryable: true });
        options.CircuitBreaker.FailureRatio = 0.5;
        options.CircuitBreaker.MinimumThroughput = 10;
        options.CircuitBreaker.SamplingDuration = TimeSpan.FromMinutes(1);
        options.CircuitBreaker.ShouldHandle = static arguments => ValueTask.FromResult(IsFailureOfServer(arguments.Outcome));
        options.AttemptTimeout.Timeout = client.AttemptTimeout;
        options.TotalRequestTimeout.Timeout = client.OverallTimeout;
    }

    // A rate limit or an exhausted quota concerns the client's key; the server itself works.
    private static bool IsFailureOfServer(Outcome<HttpResponseMessage> outcome) =>
        HttpClientResiliencePredicates.IsTransient(outcome) && outcome.Result?.StatusCode != HttpStatusCode.TooManyRequests;
}
