namespace ChatSdk;

/// <summary>The kinds of errors that servers report.</summary>
public enum ChatErrorKind
{
    /// <summary>The request is invalid.</summary>
    InvalidRequest,

    /// <summary>The API key is missing or invalid.</summary>
    Authentication,

    /// <summary>The API key is valid, but does not permit the request.</summary>
    Permission,

    /// <summary>The model or the URL does not exist.</summary>
    NotFound,

    /// <summary>The conversation exceeds the context length of the model.</summary>
    ContextLength,

    /// <summary>A content filter or usage policy rejected the prompt or the answer.</summary>
    ContentFilter,

    /// <summary>Too many requests or tokens were sent in a short time.</summary>
    RateLimit,

    /// <summary>A budget, a balance or a quota, such as a daily quota, is used up.</summary>
    QuotaExhausted,

    /// <summary>The server or its model is overloaded, or not ready yet.</summary>
    Overloaded,

    /// <summary>A timeout occurred on the server.</summary>
    Timeout,

    /// <summary>The server failed, or reported an error of an unknown kind.</summary>
    Server,
}
