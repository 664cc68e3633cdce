using System.Text;

namespace ChatSdk;

/// <summary>Describes a call that has ended: it succeeded, failed or was canceled, or the caller left the loop over its stream early.</summary>
public sealed class ChatCallInfo
{
    private readonly BodyCopy? _body;

    internal ChatCallInfo(BodyCopy? body) => _body = body;

    /// <summary>Gets the request, with the client's model if it specified none; <see langword="null"/> if the call has no body.</summary>
    public WireRecord? Request { get; internal init; }

    /// <summary>
    /// Gets the answer, such as a <see cref="ChatCompletion"/>. For a stream, this is the <see cref="ChatCompletion"/> that was assembled from the
    /// chunks that were received. It is <see langword="null"/> if nothing was received, or if the call does not return an answer from a model.
    /// </summary>
    public WireRecord? Answer { get; internal init; }

    /// <summary>
    /// Gets the body of the last response with a successful status, as it was received, after decompression. For a stream, this is the part that was
    /// read. It is <see langword="null"/> if there is no such response, if the answer is from the response cache, or if <see
    /// cref="ChatClientOptions.CaptureResponseBody"/> is not set.
    /// </summary>
    public string? ResponseBody => field ??= _body is null ? null : Encoding.UTF8.GetString(_body.Bytes.Span);

    /// <summary>Gets the number of times the request was sent, counting all servers; 0 if it was not sent, for example because the answer is from the response cache.</summary>
    public int Attempts { get; internal init; }

    /// <summary>Gets the duration of the call, including retries and delays; for a stream, until its end.</summary>
    public TimeSpan Duration { get; internal init; }

    /// <summary>Gets the time to the first chunk of a stream, including the time of failed attempts; <see langword="null"/> if no chunk was received, or if the call does not stream.</summary>
    public TimeSpan? TimeToFirstChunk { get; internal init; }

    /// <summary>Gets the token usage, as reported by the server; <see langword="null"/> if the server did not report it.</summary>
    public ChatUsage? Usage { get; internal init; }

    /// <summary>Gets whether the answer is from the response cache.</summary>
    public bool IsFromCache { get; internal init; }

    /// <summary>Gets the exception that the call throws; <see langword="null"/> if it did not fail and was not canceled.</summary>
    public Exception? Exception { get; internal init; }
}
