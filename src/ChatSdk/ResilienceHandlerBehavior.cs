namespace ChatSdk;

/// <summary>
/// Specifies what the client does if its <see cref="HttpClient"/> has a handler from <c>Microsoft.Extensions.Http.Resilience</c>. Such a
/// handler retries each of the client's attempts: if the client makes three attempts, and the handler four for each of them, a request is
/// sent up to twelve times. If the handler was added to all HTTP clients of the application (<c>ConfigureHttpClientDefaults</c>), it is removed
/// from this client, unless <see cref="KeepBoth"/> is set.
/// </summary>
public enum ResilienceHandlerBehavior
{
    /// <summary>
    /// Log a warning, and disable the retries of the client, so that only the resilience handler retries. A request is then not retried if
    /// its response is interrupted.
    /// </summary>
    DisableRetries,

    /// <summary>Keep all resilience handlers. Both the client and the handlers retry.</summary>
    KeepBoth,

    /// <summary>Throw an exception when the client is created, if a resilience handler was added to its <see cref="HttpClient"/>.</summary>
    Throw,
}
