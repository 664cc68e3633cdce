using System.Text;

namespace ChatSdk;

/// <summary>Describes one attempt of a call, after it has ended: the request as it was sent, and the response or the failure.</summary>
public sealed class ChatAttemptInfo
{
    private readonly byte[]? _body;

    internal ChatAttemptInfo(Call call, CallContext attempt, TimeSpan duration, Exception? exception)
    {
        _body = call.Body;
        Method = call.Endpoint.Method.Method;
        Address = new ServerAddress(call.Options.BaseAddress!, Endpoints.Paths).Of(call.Path, call.Endpoint.Path).GetLeftPart(UriPartial.Path);
        (Number, Response, Duration, Exception) = (attempt.Attempts, attempt.Response, duration, exception);
    }

    /// <summary>Gets the number of the attempt within its call, starting with 1. Requests to fallback servers and requests that resume a stream are counted too.</summary>
    public int Number { get; }

    /// <summary>Gets the HTTP method, such as <c>POST</c>.</summary>
    public string Method { get; }

    /// <summary>Gets the address to which the request was sent, without its query, which may contain a key.</summary>
    public string Address { get; }

    /// <summary>Gets the JSON that was sent; <see langword="null"/> if the request has no body. It contains the prompt.</summary>
    public string? RequestBody => field ??= _body is null ? null : Encoding.UTF8.GetString(_body);

    /// <summary>Gets the status and the headers of the response; <see langword="null"/> if none was received.</summary>
    public ChatResponseInfo? Response { get; }

    /// <summary>Gets the duration: from the start of the attempt until it failed, or until the whole answer or the first chunk of a stream was received.</summary>
    public TimeSpan Duration { get; }

    /// <summary>Gets the reason why the attempt failed or was canceled; <see langword="null"/> if it succeeded.</summary>
    public Exception? Exception { get; }
}
