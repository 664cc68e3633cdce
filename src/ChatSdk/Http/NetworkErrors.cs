using System.Net.Sockets;
using System.Security.Authentication;
using Polly;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace ChatSdk;

/// <summary>Converts exceptions from .NET and from HTTP handlers to exceptions of this library, for requests without a response and for bodies that could not be read.</summary>
internal static class NetworkErrors
{
    /// <summary>Returns the exception for a request without a response.</summary>
    public static ChatException OfRequest(Exception exception, Uri server) => exception switch
    {
        ChatConnectionException { IsRetryable: false } discovery => discovery,
        OperationCanceledException { InnerException: TimeoutException } timeout when IsConnectTimeout(timeout) => new ChatTimeoutException(
            ChatTimeoutKind.Connect, $"No connection to {Name(server)} could be established in time (ConnectTimeout).{ProxyErrors.Hint(server)}", exception),
        OperationCanceledException { InnerException: TimeoutException { InnerException: OperationCanceledException } } => new ChatTimeoutException(
            ChatTimeoutKind.Response, "The server did not answer in time: HttpClient.Timeout elapsed.", exception),
        HttpRequestException { HttpRequestError: HttpRequestError.InvalidResponse or HttpRequestError.ConfigurationLimitExceeded } =>
            new ChatProtocolException($"The response from {Name(server)} is not valid HTTP.", inner: exception),
        HttpRequestException request when ProxyErrors.Of(request, server) is { } proxy => proxy,
        _ => OfHandler(exception) ?? Connection(exception, server),
    };

    /// <summary>Returns the exception for a body that could not be read. A browser does not report the reason, but once it has received the headers, only the connection can fail.</summary>
    public static ChatException OfBody(Exception exception) => OfHandler(exception) ?? (OperatingSystem.IsBrowser() ? ChatConnectionErrorKind.Reset : KindOf(exception)) switch
    {
        ChatConnectionErrorKind.Reset => new ChatConnectionException(ChatConnectionErrorKind.Reset, "The connection was interrupted before the response was complete.", exception),
        var kind => new ChatConnectionException(kind, "Reading the response failed; see the inner exception.", exception),
    };

    /// <summary>Returns the exception for a request that one of the application's Polly strategies rejected or stopped.</summary>
    public static ChatException OfRejection(ExecutionRejectedException rejection) => rejection switch
    {
        TimeoutRejectedException => new ChatTimeoutException(ChatTimeoutKind.Response, "A timeout of the application's resilience strategies elapsed.", rejection),
        BrokenCircuitException => new ChatConnectionException(ChatConnectionErrorKind.CircuitOpen, "The request was not sent, because the circuit breaker is open: too many requests to the server failed.", rejection),
        _ => new ChatConnectionException(ChatConnectionErrorKind.RateLimiterRejected, "The request was not sent, because the application's rate limiter rejected it.", rejection),
    };

    // A connect timeout and HttpClient.Timeout cannot be distinguished by the message of the exception, because the message is only a
    // resource key if System.Resources.UseSystemResourceKeys is enabled. The exception for a connect timeout carries a canceled token; the
    // exception for HttpClient.Timeout contains another OperationCanceledException.
    private static bool IsConnectTimeout(OperationCanceledException timeout) =>
        timeout.CancellationToken.IsCancellationRequested && timeout.InnerException!.InnerException is not OperationCanceledException;

    private static ChatException? OfHandler(Exception exception) => exception switch
    {
        TimeoutException or TimeoutRejectedException or OperationCanceledException { InnerException: TimeoutException } =>
            new ChatTimeoutException(ChatTimeoutKind.Response, "The timeout of an HttpClient handler elapsed.", exception),
        OperationCanceledException =>
            new ChatTimeoutException(ChatTimeoutKind.Response, "The request was canceled by the HttpClient or one of its handlers.", exception),
        ExecutionRejectedException rejection => OfRejection(rejection),
        InvalidDataException => new ChatProtocolException("The body is compressed, but could not be decompressed.", inner: exception),
        _ => null,
    };

    private static ChatConnectionException Connection(Exception exception, Uri server)
    {
        var kind = KindOf(exception);
        var message = kind switch
        {
            ChatConnectionErrorKind.Dns => $"The host name {server.Host} could not be resolved. Is the address {Name(server)} correct?",
            ChatConnectionErrorKind.Tls => $"No secure connection to {Name(server)} could be established.{ProxyErrors.Hint(server)}",
            ChatConnectionErrorKind.Refused => $"The connection to {Name(server)} was refused. Is the server running?",
            ChatConnectionErrorKind.Reset => $"The connection to {Name(server)} was closed before a response was received.{ProxyErrors.Hint(server)}",
            _ when OperatingSystem.IsBrowser() => $"The browser received no response from {Name(server)} that the page may read. Is the server running, and does it allow the origin of the page (CORS)?",
            _ => $"The request to {Name(server)} failed; see the inner exception.{ProxyErrors.Hint(server)}",
        };
        return new ChatConnectionException(kind, message, exception);
    }

    private static ChatConnectionErrorKind KindOf(Exception exception) => exception switch
    {
        HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } => ChatConnectionErrorKind.Dns,
        _ when Find<SocketException>(exception) is { } socket && KindOf(socket.SocketErrorCode) is { } kind => kind,
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } => ChatConnectionErrorKind.Tls,
        _ when !OperatingSystem.IsBrowser() && Find<AuthenticationException>(exception) is not null => ChatConnectionErrorKind.Tls,
        HttpRequestException { HttpRequestError: HttpRequestError.ResponseEnded } => ChatConnectionErrorKind.Reset,
        _ when Find<IOException>(exception) is not null => ChatConnectionErrorKind.Reset,
        _ => ChatConnectionErrorKind.Other,
    };

    private static ChatConnectionErrorKind? KindOf(SocketError error) => error switch
    {
        SocketError.HostNotFound or SocketError.TryAgain or SocketError.NoData => ChatConnectionErrorKind.Dns,
        SocketError.ConnectionRefused => ChatConnectionErrorKind.Refused,
        SocketError.ConnectionReset or SocketError.ConnectionAborted or SocketError.NotConnected or SocketError.Shutdown => ChatConnectionErrorKind.Reset,
        _ => null,
    };

    private static T? Find<T>(Exception? exception)
        where T : Exception
    {
        while (exception is not (null or T))
        {
            exception = exception.InnerException;
        }

        return (T?)exception;
    }

    private static string Name(Uri server) => $"{server.Scheme}://{server.Authority}";
}
