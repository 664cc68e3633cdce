namespace ChatSdk;

/// <summary>The classes of errors that servers answer with.</summary>
public enum ChatErrorKind
{
    /// <summary>The request is wrong.</summary>
    InvalidRequest,

    /// <summary>The key is missing or wrong.</summary>
    Authentication,

    /// <summary>The key is right, but does not allow this.</summary>
    Permission,

    /// <summary>The model or the address does not exist.</summary>
    NotFound,

    /// <summary>The conversation is longer than the model can read.</summary>
    ContextLength,

    /// <summary>A filter refused the prompt or the answer.</summary>
    ContentFilter,

    /// <summary>Too many requests or tokens in a short time.</summary>
    RateLimit,

    /// <summary>A budget, balance or quota is used up.</summary>
    QuotaExhausted,

    /// <summary>The server or its model has too much to do, or is not ready yet.</summary>
    Overloaded,

    /// <summary>The server gave up waiting.</summary>
    Timeout,

    /// <summary>The server failed.</summary>
    Server,
}
