using Polly;
using Polly.Hedging;

namespace ChatSdk;

/// <summary>
/// Hedges by time only: another attempt is started if the others are slow, and never because one of them failed. Failures are left to the
/// retries. A failure is the result only if no other attempt is running.
/// </summary>
internal sealed class TimedHedging
{
    private static readonly ResiliencePropertyKey<TimedHedging> _key = new("ChatSdk.Hedging");

    private readonly bool _isAllowed;
    private readonly CallReport? _report;
    private int _running = 1;
    private int _failed;

    // Only requests to models are hedged. A second request to change or delete an object could fail because the first one has already succeeded.
    private TimedHedging(Call call, CallReport? report) => (_isAllowed, _report) = (call.Request is IModelRequest, report);

    /// <summary>Prepares a run of a pipeline that may contain the hedging strategy.</summary>
    public static void Prepare(ResilienceContext run, Call call, CallContext context) => run.Properties.Set(_key, new TimedHedging(call, context.Report));

    /// <summary>Returns the options of the hedging strategy, with the application's delay, number of attempts and callbacks.</summary>
    public static HedgingStrategyOptions<HttpResponseMessage> Of(HedgingStrategyOptions<HttpResponseMessage> own) => new()
    {
        Name = own.Name,
        MaxHedgedAttempts = own.MaxHedgedAttempts,
        OnHedging = own.OnHedging,
        DelayGenerator = arguments =>
            !Get(arguments.Context)._isAllowed ? ValueTask.FromResult(Timeout.InfiniteTimeSpan)
            : own.DelayGenerator?.Invoke(arguments) ?? ValueTask.FromResult(own.Delay),
        ShouldHandle = arguments => ValueTask.FromResult(Get(arguments.Context).FailsWhileOthersRun(arguments.Outcome)),
        ActionGenerator = arguments => Get(arguments.PrimaryContext).Start(own.ActionGenerator, arguments),
    };

    private static TimedHedging Get(ResilienceContext run) => run.Properties.GetValue(_key, null!);

    /// <summary>Determines whether an attempt failed while others were still running. This method is called once for each attempt, after the attempt has ended.</summary>
    private bool FailsWhileOthersRun(Outcome<HttpResponseMessage> outcome)
    {
        var others = Interlocked.Decrement(ref _running);
        if (others == 0 || HttpOutcome.FailureOf(outcome) is null)
        {
            return false;
        }

        Interlocked.Increment(ref _failed);
        return true;
    }

    /// <summary>Returns the next attempt; <see langword="null"/> if none is started. After a failure, Polly requests another attempt immediately instead of after the delay; this attempt is refused.</summary>
    private Func<ValueTask<Outcome<HttpResponseMessage>>>? Start(
        Func<HedgingActionGeneratorArguments<HttpResponseMessage>, Func<ValueTask<Outcome<HttpResponseMessage>>>?> generator,
        HedgingActionGeneratorArguments<HttpResponseMessage> arguments)
    {
        if (_failed > 0)
        {
            Interlocked.Decrement(ref _failed);
            return null;
        }

        if (generator(arguments) is not { } attempt)
        {
            return null;
        }

        Interlocked.Increment(ref _running);
        _report?.Hedging();
        return attempt;
    }
}
