using System.Net;

namespace ChatSdk;

/// <summary>Which failures say that this server cannot answer now, while another one may.</summary>
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
