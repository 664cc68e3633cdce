using System.Net;
using System.Text.Json;

namespace ChatSdk;

/// <summary>The server answered, and the answer was an error: by its status, inside a body with status 200, or in the middle of a stream.</summary>
public class ChatApiException : ChatException
{
    internal ChatApiException(ApiError error)
        : base(error.Describe())
    {
        Status = error.Status;
        Kind = error.Kind;
        ServerMessage = error.Message;
        Code = error.Code;
        Type = error.Type;
        Param = error.Param;
        Reason = error.Reason;
        RetryAfter = error.RetryAfter;
        Headers = error.Headers;
        ResponseBody = error.Body;
        ExtraFields = error.ExtraFields;
        IsRetryable = error.IsRetryable;
        RequestId = error.RequestId;
    }

    /// <inheritdoc/>
    public override bool IsRetryable { get; }

    /// <summary>Gets the HTTP status; 200 for an error inside a stream or a successful answer.</summary>
    public HttpStatusCode Status { get; }

    /// <summary>Gets the class of the error, whatever words this server uses for it.</summary>
    public ChatErrorKind Kind { get; }

    /// <summary>Gets the server's own words, whole; <see langword="null"/> if it gave none.</summary>
    public string? ServerMessage { get; }

    /// <summary>Gets the server's code for the error, a number as text; <see langword="null"/> if it gave none.</summary>
    public string? Code { get; }

    /// <summary>Gets the server's name for the class of the error; <see langword="null"/> if it gave none.</summary>
    public string? Type { get; }

    /// <summary>Gets the field of the request that the server objects to; <see langword="null"/> if it named none.</summary>
    public string? Param { get; }

    /// <summary>Gets the reason that some servers give beside code and type; <see langword="null"/> if there is none.</summary>
    public string? Reason { get; }

    /// <summary>Gets what else the server said of the error, such as <c>innererror</c> or <c>metadata</c>. It may hold parts of the prompt.</summary>
    public IReadOnlyDictionary<string, JsonElement> ExtraFields { get; }

    /// <summary>Gets how long the server asks to wait before another attempt; <see langword="null"/> if it did not say.</summary>
    public TimeSpan? RetryAfter { get; }

    /// <summary>Gets the headers of the response; names do not differ by case, several values are joined by <c>", "</c>.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; }

    /// <summary>Gets the body as it came, at most its first 64 KB. It may hold parts of the prompt. The message of this exception has at most the server's words from it.</summary>
    public string ResponseBody { get; }
}
