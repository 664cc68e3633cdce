using System.Diagnostics.CodeAnalysis;

namespace ChatSdk;

/// <summary>Invokes the callbacks in the options. An exception that a callback throws is logged and does not affect the call.</summary>
internal static class Callbacks
{
    /// <summary>Determines whether the options have at least one callback.</summary>
    public static bool AreSet(ChatClientOptions options) => options.OnAttempt is not null || options.OnRetry is not null || options.OnCompleted is not null;

    [SuppressMessage("Design", "CA1031", Justification = "A callback only observes the call, so the call must continue.")]
    public static void Invoke<T>(Action<T> callback, string name, T info, ChatClientOptions options)
    {
        try
        {
            callback(info);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            ChatLog.Of(options.LoggerFactory).CallbackFailed(name, FailureReason.Of(exception));
        }
    }
}
