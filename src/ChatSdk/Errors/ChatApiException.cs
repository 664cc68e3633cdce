using System.Net;
using System.Text.Json;

namespace ChatSdk;

/// <summary>The exception that is thrown if the server responds with an error: with an error status, in a body with status 200, or within a stream.</summary>
public class ChatApiException : ChatException
{
    internal ChatApiException(ErrorBody error, ChatErrorKind kind, ChatResponseInfo response)
        : base(ErrorMessage.Of(error, kind, response))
    {
        Status = response.Status;
        Kind = kind;
        ServerMessage = error.Message;
        Code = error.Code;
        Type = error.Type;
        Param = error.Param;
        Reason = error.Reason;
        RetryAfter = response.RetryAfter is { } wait && wait > TimeSpan.Zero ? wait : error.RetryAfter ?? response.RetryAfter;
        Headers = response.Headers;
        ResponseBody = error.Text;
        ExtraFields = error.ExtraFields;
        IsRetryable = RetryRules.IsRetryable(response.Status, kind, response.ShouldRetry);
        RequestId = response.RequestId;
    }

    /// <inheritdoc/>
    public override bool IsRetryable { get; }

    /// <summary>Gets the HTTP status of the response. It is a success status, such as 200, if the error was in a stream or in the body of a successful response.</summary>
    public HttpStatusCode Status { get; }

    /// <summary>Gets the kind of error. It does not depend on the names that the server uses for its errors.</summary>
    public ChatErrorKind Kind { get; }

    /// <summary>Gets the server's complete error message; <see langword="null"/> if there is none.</summary>
    public string? ServerMessage { get; }

    /// <summary>Gets the server's code for the error, which may be a number; <see langword="null"/> if there is none.</summary>
    public string? Code { get; }

    /// <summary>Gets the type of the error as the server names it, such as <c>invalid_request_error</c>; <see langword="null"/> if there is none.</summary>
    public string? Type { get; }

    /// <summary>Gets the field of the request that the server rejects; <see langword="null"/> if the server does not name one.</summary>
    public string? Param { get; }

    /// <summary>Gets the reason that some servers send in addition to the code and the type; <see langword="null"/> if there is none.</summary>
    public string? Reason { get; }

    /// <summary>Gets the fields of the error for which this class has no property, such as <c>innererror</c> or <c>metadata</c>. They may contain parts of the prompt.</summary>
    public IReadOnlyDictionary<string, JsonElement> ExtraFields { get; }

    /// <summary>Gets the time to wait before another attempt, as requested by the server in a header or the body; <see langword="null"/> if the server did not request one.</summary>
    public TimeSpan? RetryAfter { get; }

    /// <summary>Gets the headers of the response. Names are compared without regard to case; several values are joined by <c>", "</c>.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; }

    /// <summary>Gets the first 64 KB of the response body, as it was received. If the error was in a stream, this is the data of the event instead. It may contain parts of the prompt. The message of this exception quotes only the server's error message.</summary>
    public string ResponseBody { get; }
}
