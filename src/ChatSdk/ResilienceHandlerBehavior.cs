namespace ChatSdk;

/// <summary>
/// Specifies what to do about a handler of <c>Microsoft.Extensions.Http.Resilience</c>. It retries each of the client's attempts, so
/// that three attempts of the client and four of the handler send a request twelve times.
/// </summary>
public enum ResilienceHandlerBehavior
{
    /// <summary>Log a warning and leave retries to the handler. A body that breaks is then not retried.</summary>
    DisableRetries,

    /// <summary>Let the client and the handler both retry.</summary>
    KeepBoth,

    /// <summary>Throw an exception when the client is created.</summary>
    Throw,
}
