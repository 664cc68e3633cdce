using System.Diagnostics.CodeAnalysis;
using Polly;
using Polly.Hedging;
using Polly.Retry;

namespace ChatSdk;

/// <summary>The Polly strategies that an application applies to a client's attempts. They see the outcome of each attempt as an HTTP response or an exception; see <see cref="HttpOutcome"/>.</summary>
internal sealed class ChatStrategies
{
    /// <summary>Gets the key under which the Polly context of a call contains the time limit of an attempt.</summary>
    public static ResiliencePropertyKey<TimeSpan> AttemptTimeoutKey { get; } = new("ChatSdk.AttemptTimeout");

    /// <summary>Gets the retry strategy. The client determines the number of retries, and can refuse a retry.</summary>
    public required RetryStrategyOptions<HttpResponseMessage> Retry { get; init; }

    /// <summary>Gets the hedging strategy; <see langword="null"/> for none.</summary>
    public HedgingStrategyOptions<HttpResponseMessage>? Hedging { get; init; }

    /// <summary>Gets the callback that stores an HTTP request in the Polly context of a call, where strategies for HTTP look for it.</summary>
    public required Action<ResilienceContext, HttpRequestMessage> SetRequest { get; init; }

    /// <summary>Gets the callback that adds the strategies for each attempt, including hedged ones, to the pipeline of a server.</summary>
    public required Action<ResiliencePipelineBuilder<HttpResponseMessage>> AddToAttempt { get; init; }

    /// <summary>
    /// Stores the time limit of an attempt and an HTTP request in the Polly context of a call. The request has only the method and the
    /// address of the call, because the headers, the query and the body may be confidential.
    /// </summary>
    [SuppressMessage("Reliability", "CA2000", Justification = "The request has no content that would have to be disposed.")]
    public void Prepare(ResilienceContext run, Call call)
    {
        run.Properties.Set(AttemptTimeoutKey, call.Options.AttemptTimeout);
        SetRequest(run, new HttpRequestMessage(call.Endpoint.Method, $"{new ServerAddress(call.Options.BaseAddress!, Endpoints.Paths).WithoutQuery}/{call.Endpoint.Path}"));
    }
}
