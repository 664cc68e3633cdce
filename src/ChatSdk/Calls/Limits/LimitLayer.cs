using System.Collections.Concurrent;

namespace ChatSdk;

/// <summary>Delays the requests to one server so that they do not exceed its rate limits.</summary>
internal sealed class LimitLayer(ICallLayer next, ChatRateLimitOptions limits, ChatClientOptions options) : ICallLayer
{
    private readonly ConcurrentDictionary<string, ModelLimits> _models = new(StringComparer.Ordinal);
    private readonly ChatRateLimitOptions _limits = limits.Copy();

    // The limits that all models without limits of their own share.
    private readonly IReadOnlyList<CallLimit> _shared = [.. TokenBuckets(limits, options)];

    public async ValueTask<T> RunAsync<T>(Call call, IAnswerShape<T> shape, CallContext context, CancellationToken cancellationToken)
    {
        var model = _models.GetOrAdd(call.Model ?? "", static (name, layer) => layer.LimitsOf(name), this);
        var permit = await model.WaitAsync(call, context, cancellationToken).ConfigureAwait(false);
        T answer;
        try
        {
            answer = await next.RunAsync(call, shape, context, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            model.Answered(permit, context.Response, failure);
            model.Used(permit, CallTokens.OfFailure(call, failure));
            throw;
        }

        model.Answered(permit, context.Response, failure: null);
        CallTokens.WhenUsed(call, answer, usage => model.Used(permit, usage));
        return answer;
    }

    private ModelLimits LimitsOf(string model) => _limits.Models.TryGetValue(model, out var own)
        ? new ModelLimits([.. TokenBuckets(own, options), .. ReportedAndCallersLimits(own, model, $"{nameof(options.RateLimits)}.{nameof(own.Models)}[\"{model}\"]")], options)
        : new ModelLimits([.. _shared, .. ReportedAndCallersLimits(_limits, model, nameof(options.RateLimits))], options);

    private static IEnumerable<CallLimit> TokenBuckets(ChatRateLimitOptions limits, ChatClientOptions options)
    {
        if (limits.RequestsPerMinute is { } requests)
        {
            yield return new TokenBucket(requests, countsTokens: false, limits.Burst, options.TimeProvider);
        }

        if (limits.TokensPerMinute is { } tokens)
        {
            yield return new TokenBucket(tokens, countsTokens: true, limits.Burst, options.TimeProvider);
        }
    }

    private IEnumerable<CallLimit> ReportedAndCallersLimits(ChatRateLimitOptions limits, string model, string name)
    {
        if (limits.FollowServer)
        {
            yield return new ReportedLimit(countsTokens: false, options);
            yield return new ReportedLimit(countsTokens: true, options);
        }

        if (limits.RequestLimiter is { } requests)
        {
            yield return new CallersLimiter($"{name}.{nameof(limits.RequestLimiter)}", countsTokens: false, requests.AcquireAsync);
        }

        if (limits.TokenLimiter is { } tokens)
        {
            yield return new CallersLimiter($"{name}.{nameof(limits.TokenLimiter)}", countsTokens: true, tokens.AcquireAsync);
        }

        if (limits.RequestLimiterByModel is { } ofRequests)
        {
            yield return new CallersLimiter($"{name}.{nameof(limits.RequestLimiterByModel)}", countsTokens: false, (count, token) => ofRequests.AcquireAsync(model, count, token));
        }

        if (limits.TokenLimiterByModel is { } ofTokens)
        {
            yield return new CallersLimiter($"{name}.{nameof(limits.TokenLimiterByModel)}", countsTokens: true, (count, token) => ofTokens.AcquireAsync(model, count, token));
        }
    }
}
