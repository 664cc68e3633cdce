using System.Globalization;
using ChatSdk;

namespace WebChat;

/// <summary>Explains failures to the users of the page. Exception messages are for developers, and may contain internal addresses.</summary>
internal static class FailureText
{
    public static string Of(ChatException failure) => failure switch
    {
        ChatApiException { ServerMessage: { } message } api => $"{Of(api)} The server says: “{message}”",
        ChatApiException api => Of(api),
        ChatTimeoutException => "The server did not answer in time.",
        ChatConnectionException { Kind: ChatConnectionErrorKind.Reset or ChatConnectionErrorKind.StreamTruncated } => "The connection to the server was lost.",
        ChatConnectionException => "The server cannot be reached.",
        _ => "The response from the server cannot be understood.",
    };

    private static string Of(ChatApiException failure) => failure.Kind switch
    {
        ChatErrorKind.Authentication => "The API key is missing or invalid.",
        ChatErrorKind.Permission => "The API key does not permit this request.",
        ChatErrorKind.NotFound => "The server does not have this model.",
        ChatErrorKind.ContextLength => "The conversation is too long for this model. Start a new chat.",
        ChatErrorKind.ContentFilter => "A content filter rejected the message.",
        ChatErrorKind.RateLimit => string.Create(CultureInfo.InvariantCulture, $"Too many messages were sent. Try again {(failure.RetryAfter is { } wait ? $"in {Math.Ceiling(wait.TotalSeconds)} s" : "later")}."),
        ChatErrorKind.QuotaExhausted => "The quota of the API key is used up.",
        ChatErrorKind.Overloaded => "The server is overloaded. Try again later.",
        ChatErrorKind.InvalidRequest => "The server rejected the request.",
        _ => "The server failed.",
    };
}
