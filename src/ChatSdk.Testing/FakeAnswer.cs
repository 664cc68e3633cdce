using System.Collections.Immutable;
using System.Text;

namespace ChatSdk.Testing;

/// <summary>
/// An answer that a <see cref="FakeChatServer"/> sends to a request. It also specifies in which chunks and how fast it is sent, and
/// whether it is cut off.
/// </summary>
/// <remarks>
/// An answer is immutable, so it may be shared between servers, tests and threads; the methods that appear to change
/// it return a changed copy. By default, an answer is sent without delays and is not cut off.
/// </remarks>
public sealed class FakeAnswer : FakeAnswerBuilder<FakeAnswer>
{
    internal FakeAnswer(AnswerPlan plan) => Plan = plan;

    internal AnswerPlan Plan { get; }

    /// <summary>Creates an answer with a JSON body. The body is sent unchanged, even if it is not valid JSON.</summary>
    /// <param name="json">The body.</param>
    /// <param name="status">The HTTP status; the default is 200.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="json"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="status"/> is not between 200 and 599.</exception>
    public static FakeAnswer Json(string json, int status = 200) => Raw(json, "application/json", status);

    /// <summary>
    /// Creates an answer with the given text. Its usage counts words as tokens. The answer is sent as a completion or as a stream,
    /// whichever is requested. As on a real server, a request is rejected if its model or its messages are missing.
    /// </summary>
    /// <param name="text">The text of the answer.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="text"/> is <see langword="null"/>.</exception>
    public static FakeAnswer Text(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return OfModel(Speech.Saying(text));
    }

    /// <summary>
    /// Creates an answer in which the model calls the given tool. It is sent as a completion or as a stream, whichever is requested. In
    /// a stream, the arguments are sent in fragments. <see cref="FakeAnswerBuilder{TSelf}.WithToolCall"/> adds further calls. The ids are
    /// <c>call_1_1</c>, <c>call_1_2</c> and so on: the number of the request, followed by the number of the call.
    /// </summary>
    /// <param name="name">The name of the tool.</param>
    /// <param name="arguments">The arguments, as JSON. They are sent unchanged, even if they are not valid JSON.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="ArgumentNullException">An argument is <see langword="null"/>.</exception>
    public static FakeAnswer ToolCall(string name, string arguments) => OfModel(new Speech()).WithToolCall(name, arguments);

    /// <summary>Creates an answer in which the model refuses the request. It is sent as a completion or as a stream, whichever is requested.</summary>
    /// <param name="refusal">The refusal message.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="refusal"/> is <see langword="null"/>.</exception>
    public static FakeAnswer Refusal(string refusal)
    {
        ArgumentNullException.ThrowIfNull(refusal);
        return OfModel(new Speech { Refusal = refusal });
    }

    /// <summary>
    /// Creates an answer with the given embeddings, which are sent as JSON numbers or as base64, whichever is requested. A request without
    /// input or model is rejected, as on a real server.
    /// </summary>
    /// <param name="vectors">The vectors, in the order of the input. They are sent unchanged, even if their number or their dimensions are not the requested ones.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="vectors"/> or one of the vectors is <see langword="null"/>.</exception>
    public static FakeAnswer Embeddings(params float[][] vectors)
    {
        ThrowIfAnyIsNull(vectors);
        return new FakeAnswer(new AnswerPlan { Vectors = [.. vectors.Select(vector => ImmutableArray.Create(vector))] });
    }

    /// <summary>
    /// Creates an answer that is a well-formed stream of chat chunks, even if no stream was requested: the
    /// role, then one chunk for each of the given strings, then the finish reason and <c>[DONE]</c>. Each event is flushed separately.
    /// </summary>
    /// <param name="deltas">The deltas of the text; may be empty.</param>
    /// <returns>The answer. The same deltas always produce the same bytes for the same request.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="deltas"/> or one of the deltas is <see langword="null"/>.</exception>
    public static FakeAnswer Stream(params string[] deltas)
    {
        ThrowIfAnyIsNull(deltas);
        return OfModel(new Speech { Pieces = [.. deltas], AlwaysStreams = true });
    }

    /// <summary>
    /// Creates an answer that consists of server-sent events. Each event is sent as <c>data: …</c> followed by a blank line, and is flushed
    /// separately. Only the given events are sent: <c>[DONE]</c> is not added.
    /// </summary>
    /// <param name="data">The data of each event, without the leading <c>data: </c>.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="data"/> or one of its strings is <see langword="null"/>.</exception>
    public static FakeAnswer Events(params string[] data)
    {
        ThrowIfAnyIsNull(data);
        using var body = new MemoryStream();
        var ends = ImmutableArray.CreateBuilder<int>();
        foreach (var item in data)
        {
            body.Write(Encoding.UTF8.GetBytes($"data: {item}\n\n"));
            ends.Add((int)body.Length);
        }

        var plan = new AnswerPlan { Body = body.ToArray(), Splits = ends.ToImmutable(), IsStream = true };
        return new FakeAnswer(plan).WithHeader("Content-Type", "text/event-stream");
    }

    /// <summary>Creates an error in the format of OpenAI-style servers.</summary>
    /// <param name="status">The HTTP status.</param>
    /// <param name="message">The error message.</param>
    /// <param name="type">The error type, such as <c>invalid_request_error</c>; <see langword="null"/> is sent as a JSON null.</param>
    /// <param name="code">The error code, such as <c>rate_limit_exceeded</c>; <see langword="null"/> is sent as a JSON null.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="message"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="status"/> is not between 200 and 599.</exception>
    public static FakeAnswer Error(int status, string message, string? type = null, string? code = null)
    {
        ArgumentNullException.ThrowIfNull(message);
        return Json(WireJson.Error(message, type, param: null, code), status);
    }

    /// <summary>Creates an answer with exactly the given bytes as its body.</summary>
    /// <param name="body">The body; it is copied.</param>
    /// <param name="contentType">The value of the <c>Content-Type</c> header.</param>
    /// <param name="status">The HTTP status; the default is 200.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="ArgumentException"><paramref name="contentType"/> is not a valid header value.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="status"/> is not between 200 and 599.</exception>
    public static FakeAnswer Bytes(ReadOnlyMemory<byte> body, string contentType, int status = 200)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(status, 200);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(status, 599);
        var plan = new AnswerPlan { Status = status, Body = body.ToArray() };
        return new FakeAnswer(plan).WithHeader("Content-Type", contentType);
    }

    /// <summary>Creates an answer with exactly the given text as its body, in UTF-8 without a byte order mark.</summary>
    /// <param name="body">The body.</param>
    /// <param name="contentType">The value of the <c>Content-Type</c> header.</param>
    /// <param name="status">The HTTP status; the default is 200.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="body"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException"><paramref name="contentType"/> is not a valid header value.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="status"/> is not between 200 and 599.</exception>
    public static FakeAnswer Raw(string body, string contentType, int status = 200)
    {
        ArgumentNullException.ThrowIfNull(body);
        return Bytes(Encoding.UTF8.GetBytes(body), contentType, status);
    }

    /// <summary>Creates an answer that sends nothing, not even headers, until the client disconnects or the server is disposed.</summary>
    /// <returns>The answer.</returns>
    public static FakeAnswer Silence() => new(new AnswerPlan { Ending = FakeAnswerEnding.Silence });

    /// <summary>Creates an answer that closes the connection as soon as the request has been received, without sending a byte.</summary>
    /// <returns>The answer.</returns>
    public static FakeAnswer Drop() => new(new AnswerPlan { Ending = FakeAnswerEnding.Drop });

    private protected override FakeAnswer Change(Func<AnswerPlan, AnswerPlan> change) => new(change(Plan));

    private static FakeAnswer OfModel(Speech speech) => new(new AnswerPlan { Speech = speech });

    private static void ThrowIfAnyIsNull(object[] items)
    {
        ArgumentNullException.ThrowIfNull(items);
        foreach (var item in items)
        {
            ArgumentNullException.ThrowIfNull(item, nameof(items));
        }
    }
}
