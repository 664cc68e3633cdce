namespace ChatSdk;

/// <summary>
/// Specifies what the client does if its <see cref="HttpClient"/> has a handler of <c>Microsoft.Extensions.Http.Resilience</c>. Such a handler
/// retries each of the client's attempts: three attempts by the client, with four attempts by the handler for each, send a request twelve
/// times. A handler that was added to all HTTP clients of the application (<c>ConfigureHttpClientDefaults</c>) is used only with
/// <see cref="KeepBoth"/>.
/// </summary>
public enum ResilienceHandlerBehavior
{
    /// <summary>Log a warning, and leave retries to the handler. A request is then not retried if its response is interrupted.</summary>
    DisableRetries,

    /// <summary>Keep all such handlers. Both the client and the handlers retry.</summary>
    KeepBoth,

    /// <summary>Throw an exception when the client is created, if such a handler was added to this client.</summary>
    Throw,
}
