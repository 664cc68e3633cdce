using System.Collections.Immutable;
using System.Text;

namespace ChatSdk.Testing;

/// <summary>
/// What a <see cref="FakeChatServer"/> answers to one request, and how: in which pieces, how fast, and whether it breaks off.
/// </summary>
/// <remarks>
/// An answer never changes, so it may be shared between servers, tests and threads; the methods that
/// look as if they changed it give back a changed copy. Each answer comes whole and in one go, unless told otherwise.
/// </remarks>
public sealed class FakeAnswer : FakeAnswerBuilder<FakeAnswer>
{
    internal FakeAnswer(AnswerPlan plan) => Plan = plan;

    internal AnswerPlan Plan { get; }

    /// <summary>Answers with JSON. The text is sent as it is, whether it is good JSON or not.</summary>
    /// <param name="json">The body.</param>
    /// <param name="status">The HTTP status, 200 unless told otherwise.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="json"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="status"/> is not between 200 and 599.</exception>
    public static FakeAnswer Json(string json, int status = 200) => Raw(json, "application/json", status);

    /// <summary>
    /// Answers as a model that says this: with a completion, or with a stream if the request asks for one, with usage and
    /// all. A request that a server would refuse is refused.
    /// </summary>
    /// <param name="text">What is said.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="text"/> is <see langword="null"/>.</exception>
    public static FakeAnswer Text(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Said(Speech.Saying(text));
    }

    /// <summary>
    /// Answers as a model that calls this tool, in a completion or in a stream, as it is asked. In a stream the arguments
    /// come in pieces. <see cref="FakeAnswerBuilder{TSelf}.WithToolCall"/> adds further calls. Their ids are
    /// <c>call_1_1</c>, <c>call_1_2</c>: the number of the request, and that of the call.
    /// </summary>
    /// <param name="name">The tool's name.</param>
    /// <param name="arguments">The arguments, as JSON. The text is sent as it is, whether it is good JSON or not.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="ArgumentNullException">An argument is <see langword="null"/>.</exception>
    public static FakeAnswer ToolCall(string name, string arguments) => Said(new Speech()).WithToolCall(name, arguments);

    /// <summary>Answers as a model that refuses in these words, in a completion or in a stream, as it is asked.</summary>
    /// <param name="refusal">The words.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="refusal"/> is <see langword="null"/>.</exception>
    public static FakeAnswer Refusal(string refusal)
    {
        ArgumentNullException.ThrowIfNull(refusal);
        return Said(new Speech { Refusal = refusal });
    }

    /// <summary>
    /// Answers with a well-formed stream of chat chunks: the role first, then the pieces of text, one a chunk, then
    /// the finish reason and <c>[DONE]</c>, whether a stream was asked for or not. Each event is sent on its own.
    /// </summary>
    /// <param name="pieces">The text, in the pieces in which it is to come; may be empty.</param>
    /// <returns>The answer. The same pieces always give the same bytes to the same request.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="pieces"/> is <see langword="null"/>, or one of them is.</exception>
    public static FakeAnswer Stream(params string[] pieces)
    {
        ThrowIfAnyIsNull(pieces);
        return Said(new Speech { Pieces = [.. pieces], AlwaysStreams = true });
    }

    /// <summary>
    /// Answers with server-sent events, each as <c>data: …</c> and an empty line. Exactly these are sent, each on its
    /// own: <c>[DONE]</c> comes only if it is given.
    /// </summary>
    /// <param name="data">The data of the events, as it is to stand after <c>data: </c>.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="data"/> is <see langword="null"/>, or one of them is.</exception>
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

    /// <summary>Answers with an error, in the form that OpenAI-style servers use.</summary>
    /// <param name="status">The HTTP status.</param>
    /// <param name="message">What went wrong.</param>
    /// <param name="type">The kind of error, such as <c>invalid_request_error</c>; <see langword="null"/> is sent as such.</param>
    /// <param name="code">The code, such as <c>rate_limit_exceeded</c>; <see langword="null"/> is sent as such.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="message"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="status"/> is not between 200 and 599.</exception>
    public static FakeAnswer Error(int status, string message, string? type = null, string? code = null)
    {
        ArgumentNullException.ThrowIfNull(message);
        return Json(WireJson.Error(message, type, param: null, code), status);
    }

    /// <summary>Answers with exactly these bytes.</summary>
    /// <param name="body">The body; it is copied.</param>
    /// <param name="contentType">The value of the header <c>Content-Type</c>.</param>
    /// <param name="status">The HTTP status, 200 unless told otherwise.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="ArgumentException"><paramref name="contentType"/> cannot be the value of a header.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="status"/> is not between 200 and 599.</exception>
    public static FakeAnswer Bytes(ReadOnlyMemory<byte> body, string contentType, int status = 200)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(status, 200);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(status, 599);
        var plan = new AnswerPlan { Status = status, Body = body.ToArray() };
        return new FakeAnswer(plan).WithHeader("Content-Type", contentType);
    }

    /// <summary>Answers with exactly this text, in UTF-8 without a byte order mark.</summary>
    /// <param name="body">The body.</param>
    /// <param name="contentType">The value of the header <c>Content-Type</c>.</param>
    /// <param name="status">The HTTP status, 200 unless told otherwise.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="ArgumentException"><paramref name="contentType"/> cannot be the value of a header.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="status"/> is not between 200 and 599.</exception>
    public static FakeAnswer Raw(string body, string contentType, int status = 200)
    {
        ArgumentNullException.ThrowIfNull(body);
        return Bytes(Encoding.UTF8.GetBytes(body), contentType, status);
    }

    /// <summary>Never answers: not even the headers come. It ends when the client leaves or the server is disposed.</summary>
    /// <returns>The answer.</returns>
    public static FakeAnswer Silence() => new(new AnswerPlan { Ending = FakeAnswerEnding.Silence });

    /// <summary>Closes the connection as soon as the request has come, without a byte of an answer.</summary>
    /// <returns>The answer.</returns>
    public static FakeAnswer Drop() => new(new AnswerPlan { Ending = FakeAnswerEnding.Drop });

    private protected override FakeAnswer Change(Func<AnswerPlan, AnswerPlan> change) => new(change(Plan));

    private static FakeAnswer Said(Speech speech) => new(new AnswerPlan { Speech = speech });

    private static void ThrowIfAnyIsNull(string[] items)
    {
        ArgumentNullException.ThrowIfNull(items);
        foreach (var item in items)
        {
            ArgumentNullException.ThrowIfNull(item, nameof(items));
        }
    }
}
