using System.Net.Sockets;
using System.Security.Authentication;

namespace ChatSdk;

/// <summary>Turns what the platform throws for a broken network into the exceptions of this library.</summary>
internal static class NetworkErrors
{
    /// <summary>Tells whether an exception is a matter of the network, and not a cancellation or a mistake in the program.</summary>
    public static bool IsNetworkError(Exception exception) =>
        exception is HttpRequestException or IOException or OperationCanceledException { InnerException: TimeoutException } || IsBadPacking(exception);

    /// <summary>Gives the exception for the caller.</summary>
    public static ChatException Translate(Exception exception, Uri? address) => exception switch
    {
        OperationCanceledException { InnerException: TimeoutException inner } when inner.Message.Contains("ConnectTimeout", StringComparison.Ordinal) =>
            new ChatTimeoutException(ChatTimeoutKind.Connect, $"No connection to {Host(address)} in time (ConnectTimeout).", exception),
        OperationCanceledException { InnerException: TimeoutException } =>
            new ChatTimeoutException(ChatTimeoutKind.Response, "The server did not answer in time: HttpClient.Timeout of the given HttpClient elapsed.", exception),
        OperationCanceledException =>
            new ChatTimeoutException(ChatTimeoutKind.Response, "The request was given up by the HttpClient or one of its handlers.", exception),
        HttpRequestException { HttpRequestError: HttpRequestError.InvalidResponse or HttpRequestError.ConfigurationLimitExceeded } =>
            new ChatProtocolException($"What {Host(address)} answered is not valid HTTP.", inner: exception),
        _ when IsBadPacking(exception) => new ChatProtocolException("The body is packed, but cannot be unpacked.", inner: exception),
        TimeoutException or Polly.Timeout.TimeoutRejectedException =>
            new ChatTimeoutException(ChatTimeoutKind.Response, "A handler of the HttpClient gave up waiting for the server.", exception),
        HttpRequestException request => Connection(request, address),
        IOException => new ChatConnectionException(ChatConnectionErrorKind.Reset, "The connection broke before the answer was whole.", exception),
        _ => new ChatConnectionException(ChatConnectionErrorKind.Other, $"The request to {Host(address)} failed.", exception),
    };

    // Each of the platform's unpackers has its own way to say so.
    private static bool IsBadPacking(Exception exception) =>
        exception is InvalidDataException or InvalidOperationException { Source: "System.IO.Compression.Brotli" };

    private static ChatConnectionException Connection(HttpRequestException exception, Uri? address)
    {
        var kind = exception switch
        {
            { HttpRequestError: HttpRequestError.NameResolutionError } => ChatConnectionErrorKind.Dns,
            { HttpRequestError: HttpRequestError.SecureConnectionError } or { InnerException: AuthenticationException } => ChatConnectionErrorKind.Tls,
            { InnerException: SocketException { SocketErrorCode: SocketError.ConnectionRefused } } => ChatConnectionErrorKind.Refused,
            { InnerException: SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.TryAgain or SocketError.NoData } } => ChatConnectionErrorKind.Dns,
            { HttpRequestError: HttpRequestError.ResponseEnded } or { InnerException: IOException } => ChatConnectionErrorKind.Reset,
            _ => ChatConnectionErrorKind.Other,
        };
        var words = kind switch
        {
            ChatConnectionErrorKind.Dns => $"The host {Host(address)} is not known.",
            ChatConnectionErrorKind.Tls => $"No secure connection to {Host(address)} could be made.",
            ChatConnectionErrorKind.Refused => $"Nobody listens at {Host(address)}.",
            ChatConnectionErrorKind.Reset => $"{Host(address)} broke the connection off before it answered.",
            _ => $"{Host(address)} could not be reached.",
        };
        return new ChatConnectionException(kind, words, exception);
    }

    private static string Host(Uri? address) => address?.Authority ?? "the server";
}
