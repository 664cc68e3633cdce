namespace ChatSdk;

/// <summary>The classes of errors that servers respond with.</summary>
public enum ChatErrorKind
{
    /// <summary>The request is invalid.</summary>
    InvalidRequest,

    /// <summary>The key is missing or invalid.</summary>
    Authentication,

    /// <summary>The key is valid, but does not allow this.</summary>
    Permission,

    /// <summary>The model or the address does not exist.</summary>
    NotFound,

    /// <summary>The conversation is longer than the context of the model.</summary>
    ContextLength,

    /// <summary>A content filter or usage policy refused the prompt or the answer.</summary>
    ContentFilter,

    /// <summary>Too many requests or tokens in a short time.</summary>
    RateLimit,

    /// <summary>A budget, balance or quota is used up, the quota of a day included.</summary>
    QuotaExhausted,

    /// <summary>The server or its model is overloaded, or not ready yet.</summary>
    Overloaded,

    /// <summary>The server gave up waiting.</summary>
    Timeout,

    /// <summary>The server failed.</summary>
    Server,
}
