using System.Net;
using System.Text.Json;

namespace ChatSdk;

/// <summary>The server responded with an error: by its status, in a body with status 200, or in the middle of a stream.</summary>
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

    /// <summary>Gets the HTTP status; 200 for an error in a stream or in a successful response.</summary>
    public HttpStatusCode Status { get; }

    /// <summary>Gets the class of the error, whatever words this server uses for it.</summary>
    public ChatErrorKind Kind { get; }

    /// <summary>Gets the server's own message in full; <see langword="null"/> if there is none.</summary>
    public string? ServerMessage { get; }

    /// <summary>Gets the server's code for the error, a number as a string; <see langword="null"/> if there is none.</summary>
    public string? Code { get; }

    /// <summary>Gets the server's name for the class of the error; <see langword="null"/> if there is none.</summary>
    public string? Type { get; }

    /// <summary>Gets the field of the request that the server rejects; <see langword="null"/> if it names none.</summary>
    public string? Param { get; }

    /// <summary>Gets the reason that some servers add to code and type; <see langword="null"/> if there is none.</summary>
    public string? Reason { get; }

    /// <summary>Gets the other fields of the error, such as <c>innererror</c> or <c>metadata</c>. They may hold parts of the prompt.</summary>
    public IReadOnlyDictionary<string, JsonElement> ExtraFields { get; }

    /// <summary>Gets how long the server asks to wait before another attempt, in a header or else in the body; <see langword="null"/> if it does not say.</summary>
    public TimeSpan? RetryAfter { get; }

    /// <summary>Gets the headers of the response. Names are compared without regard to case; several values are joined by <c>", "</c>.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; }

    /// <summary>Gets the body as it was received, at most its first 64 KB. It may hold parts of the prompt; the message of this exception has at most the server's own message from it.</summary>
    public string ResponseBody { get; }
}
