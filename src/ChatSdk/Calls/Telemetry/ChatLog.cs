using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace ChatSdk;

/// <summary>
/// The log messages, in the category <c>ChatSdk</c>. They contain names, numbers and server addresses without the query, but never a
/// key, a prompt, or the text of an answer or an error.
/// </summary>
internal static partial class ChatLog
{
    private const string _category = "ChatSdk";

    public static ILogger Of(ILoggerFactory? factory) => factory?.CreateLogger(_category) ?? NullLogger.Instance;

    [LoggerMessage(
        EventId = 1,
        Level = LogLevel.Warning,
        Message = "The HttpClient '{Name}' has a resilience handler, which has its own retries and timeouts. The retries of ChatSdk are disabled for it, and the handler's timeouts (by default 10 s per attempt, 30 s in total) cut off long answers. Set ResilienceHandlerBehavior to change this.")]
    public static partial void ResilienceHandlerFound(this ILogger logger, string name);

    /// <summary>Logs the start of an attempt.</summary>
    public static void AttemptStarted(this ILogger logger, int attempt, Uri? address)
    {
        if (logger.IsEnabled(LogLevel.Debug))
        {
            logger.AttemptStarted(attempt, address!.GetLeftPart(UriPartial.Path));
        }
    }

    /// <summary>Logs the response to an attempt.</summary>
    public static void Answered(this ILogger logger, int attempt, HttpResponseMessage response)
    {
        if (logger.IsEnabled(LogLevel.Debug))
        {
            logger.Answered(attempt, (int)response.StatusCode);
        }
    }

    [LoggerMessage(EventId = 2, Level = LogLevel.Debug, Message = "Attempt {Attempt}: {Address}", SkipEnabledCheck = true)]
    private static partial void AttemptStarted(this ILogger logger, int attempt, string address);

    [LoggerMessage(EventId = 3, Level = LogLevel.Debug, Message = "Attempt {Attempt} was answered with status {Status}.", SkipEnabledCheck = true)]
    private static partial void Answered(this ILogger logger, int attempt, int status);

    [LoggerMessage(EventId = 4, Level = LogLevel.Warning, Message = "Attempt {Attempt} failed ({Reason}); retrying after {Milliseconds} ms.")]
    public static partial void Retrying(this ILogger logger, int attempt, string reason, double milliseconds);

    [LoggerMessage(EventId = 5, Level = LogLevel.Warning, Message = "{Address} failed ({Reason}) and is in cooldown for {Seconds} s; falling back to {Next}.")]
    public static partial void MovingOn(this ILogger logger, string address, string reason, double seconds, string next);

    [LoggerMessage(EventId = 6, Level = LogLevel.Warning, Message = "The response cache failed ({Reason}); calls continue without it. Further failures are not logged until the cache has recovered.")]
    public static partial void CacheFailed(this ILogger logger, string reason);

    [LoggerMessage(
        EventId = 8,
        Level = LogLevel.Information,
        Message = "The resilience handler that was added to all HTTP clients is not used by the HttpClient '{Name}': ChatSdk has its own retries and timeouts. Set ResilienceHandlerBehavior to KeepBoth to use it.")]
    public static partial void SharedResilienceHandlerRemoved(this ILogger logger, string name);

    [LoggerMessage(
        EventId = 13,
        Level = LogLevel.Information,
        Message = "The resilience handler of the HttpClient '{Name}' is not used, because AddChatResilience replaces it. Set ResilienceHandlerBehavior to KeepBoth to use both.")]
    public static partial void ResilienceHandlerReplaced(this ILogger logger, string name);

    [LoggerMessage(EventId = 14, Level = LogLevel.Information, Message = "The changed options of '{Name}' apply to new calls.")]
    public static partial void Reloaded(this ILogger logger, string name);

    [LoggerMessage(EventId = 15, Level = LogLevel.Error, Message = "The changed options of '{Name}' are invalid, so the previous options remain in use. {Reason}")]
    public static partial void ReloadFailed(this ILogger logger, string name, string reason);

    [LoggerMessage(EventId = 7, Level = LogLevel.Debug, Message = "The response to {Operation} is from the cache.")]
    public static partial void CacheHit(this ILogger logger, string operation);

    [LoggerMessage(EventId = 9, Level = LogLevel.Warning, Message = "Attempt {Attempt} failed ({Reason}); requesting the rest of the stream after {Milliseconds} ms.")]
    public static partial void Resuming(this ILogger logger, int attempt, string reason, double milliseconds);

    [LoggerMessage(EventId = 11, Level = LogLevel.Debug, Message = "The request waited {Milliseconds} ms for one of the client's rate limits.")]
    public static partial void RateLimited(this ILogger logger, double milliseconds);

    [LoggerMessage(EventId = 16, Level = LogLevel.Warning, Message = "The callback {Callback} threw an exception ({Reason}).")]
    public static partial void CallbackFailed(this ILogger logger, string callback, string reason);

    [LoggerMessage(EventId = 10, Level = LogLevel.Warning, Message = "The stream could not be resumed ({Reason}).")]
    public static partial void NotResumed(this ILogger logger, string reason);
}
