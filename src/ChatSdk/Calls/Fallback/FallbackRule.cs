using System.Net;

namespace ChatSdk;

/// <summary>Determines whether a call falls back to another server after a failure.</summary>
internal static class FallbackRule
{
    public static bool IsMet(ChatException failure) => failure switch
    {
        ChatApiException { Kind: ChatErrorKind.Overloaded or ChatErrorKind.RateLimit or ChatErrorKind.QuotaExhausted } => true,
        ChatApiException { Status: HttpStatusCode.BadGateway or HttpStatusCode.GatewayTimeout } => true,
        ChatConnectionException => true,
        ChatTimeoutException { Kind: ChatTimeoutKind.Connect } => true,
        _ => false,
    };
}
