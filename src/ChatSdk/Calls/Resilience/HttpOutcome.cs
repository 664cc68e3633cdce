using System.Diagnostics.CodeAnalysis;
using System.Net;
using Polly;
using Polly.Timeout;

namespace ChatSdk;

/// <summary>
/// Converts the outcome of an attempt to the outcome that strategies for HTTP expect: an error from the server to a response, a failed
/// connection to an <see cref="HttpRequestException"/>, and a timeout of the attempt to a <see cref="TimeoutRejectedException"/>.
/// Other exceptions are not converted.
/// </summary>
internal static class HttpOutcome
{
    [SuppressMessage("Reliability", "CA2000", Justification = "The response has no content that would have to be disposed.")]
    public static Outcome<HttpResponseMessage> Of(Exception failure) => failure switch
    {
        ChatApiException error => Outcome.FromResult<HttpResponseMessage>(new ErrorResponse(error)),
        ChatConnectionException => Outcome.FromException<HttpResponseMessage>(new HttpRequestException(failure.Message, failure)),
        ChatTimeoutException { Kind: not ChatTimeoutKind.Overall } => Outcome.FromException<HttpResponseMessage>(new TimeoutRejectedException(failure.Message, failure)),
        _ => Outcome.FromException<HttpResponseMessage>(failure),
    };

    /// <summary>Returns the failure of an attempt; <see langword="null"/> if it succeeded.</summary>
    public static Exception? FailureOf(Outcome<HttpResponseMessage> outcome) => outcome switch
    {
        { Result: ErrorResponse error } => error.Failure,
        { Exception: HttpRequestException { InnerException: ChatConnectionException failure } } => failure,
        { Exception: TimeoutRejectedException { InnerException: ChatTimeoutException failure } } => failure,
        _ => outcome.Exception,
    };

    /// <summary>The response that represents an error from the server. If the server sent the error with a status below 400, the response has the status that matches the kind of the error.</summary>
    private sealed class ErrorResponse : HttpResponseMessage
    {
        [SuppressMessage("ApiDesign", "RS0030", Justification = "These headers were received, and are not sent.")]
        public ErrorResponse(ChatApiException failure)
            : base(StatusOf(failure))
        {
            Failure = failure;
            foreach (var (name, value) in failure.Headers)
            {
                // A Retry-After that the client ignores, such as a date in the past, is left out, because a strategy would use it.
                var isIgnored = name.Equals("Retry-After", StringComparison.OrdinalIgnoreCase) && !(failure.RetryAfter > TimeSpan.Zero);
                if (!isIgnored)
                {
                    // This does not add content headers, which HttpResponseMessage.Headers cannot contain.
                    Headers.TryAddWithoutValidation(name, value);
                }
            }
        }

        public ChatApiException Failure { get; }

        private static HttpStatusCode StatusOf(ChatApiException failure) => failure switch
        {
            { Status: >= HttpStatusCode.BadRequest } => failure.Status,
            { Kind: ChatErrorKind.RateLimit or ChatErrorKind.QuotaExhausted } => HttpStatusCode.TooManyRequests,
            { Kind: ChatErrorKind.Overloaded } => HttpStatusCode.ServiceUnavailable,
            { Kind: ChatErrorKind.Timeout } => HttpStatusCode.GatewayTimeout,
            { Kind: ChatErrorKind.Server } => HttpStatusCode.InternalServerError,
            { Kind: ChatErrorKind.Authentication } => HttpStatusCode.Unauthorized,
            { Kind: ChatErrorKind.Permission } => HttpStatusCode.Forbidden,
            { Kind: ChatErrorKind.NotFound } => HttpStatusCode.NotFound,
            _ => HttpStatusCode.BadRequest,
        };
    }
}
