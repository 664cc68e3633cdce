namespace ChatSdk;

/// <summary>
/// What to do about a handler of <c>Microsoft.Extensions.Http.Resilience</c>: it retries each of the client's attempts, so that
/// three of one and four of the other send a request twelve times.
/// </summary>
public enum ResilienceHandlerBehavior
{
    /// <summary>Warn, and leave the retries to the handler. What breaks behind the headers is then not retried.</summary>
    DisableRetries,

    /// <summary>Let both retry.</summary>
    KeepBoth,

    /// <summary>Refuse to make the client.</summary>
    Throw,
}
