namespace ChatSdk.Testing;

/// <summary>
/// The base class of <see cref="FakeChatServer"/> and <see cref="FakeRule"/>, with methods to script answers. Each answer is
/// added after the existing ones; settings apply to the answer that was added last.
/// </summary>
/// <typeparam name="TSelf">The return type of the methods.</typeparam>
/// <remarks>An answer can be changed until a request has taken it; later changes throw an <see cref="InvalidOperationException"/>.</remarks>
public abstract class FakeScript<TSelf> : FakeAnswerBuilder<TSelf>
    where TSelf : FakeScript<TSelf>
{
    private protected FakeScript()
    {
    }

    /// <summary>Adds an answer.</summary>
    /// <param name="answer">The answer.</param>
    /// <returns>This script.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="answer"/> is <see langword="null"/>.</exception>
    public TSelf Answers(FakeAnswer answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        return Add(answer);
    }

    /// <summary>Adds <see cref="FakeAnswer.Text"/>: an answer with the given text. It is sent as a completion or as a stream, whichever is requested.</summary>
    /// <param name="text">The text of the answer.</param>
    /// <returns>This script.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="text"/> is <see langword="null"/>.</exception>
    public TSelf AnswersText(string text) => Add(FakeAnswer.Text(text));

    /// <summary>Adds <see cref="FakeAnswer.Embeddings"/>: the given embeddings. They are sent as JSON numbers or as base64, whichever is requested.</summary>
    /// <param name="vectors">The vectors, in the order of the input.</param>
    /// <returns>This script.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="vectors"/> or one of the vectors is <see langword="null"/>.</exception>
    public TSelf AnswersEmbeddings(params float[][] vectors) => Add(FakeAnswer.Embeddings(vectors));

    /// <summary>Adds <see cref="FakeAnswer.Stream"/>: a well-formed stream, from the role to <c>[DONE]</c>.</summary>
    /// <param name="deltas">The deltas of the text.</param>
    /// <returns>This script.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="deltas"/> or one of the deltas is <see langword="null"/>.</exception>
    public TSelf Streams(params string[] deltas) => Add(FakeAnswer.Stream(deltas));

    /// <summary>Adds <see cref="FakeAnswer.ToolCall"/>: an answer in which the model calls the given tool. It is sent as a completion or as a stream, whichever is requested.</summary>
    /// <param name="name">The name of the tool.</param>
    /// <param name="arguments">The arguments, as JSON; they are sent unchanged.</param>
    /// <returns>This script.</returns>
    /// <exception cref="ArgumentNullException">An argument is <see langword="null"/>.</exception>
    public TSelf CallsTool(string name, string arguments) => Add(FakeAnswer.ToolCall(name, arguments));

    /// <summary>Adds <see cref="FakeAnswer.Json"/>: the given JSON body.</summary>
    /// <param name="json">The body; it is sent unchanged.</param>
    /// <param name="status">The HTTP status; the default is 200.</param>
    /// <returns>This script.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="json"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="status"/> is not between 200 and 599.</exception>
    public TSelf AnswersJson(string json, int status = 200) => Add(FakeAnswer.Json(json, status));

    /// <summary>Adds <see cref="FakeAnswer.Error"/>: an error in the format of OpenAI-style servers.</summary>
    /// <param name="status">The HTTP status.</param>
    /// <param name="message">The error message.</param>
    /// <param name="type">The error type; <see langword="null"/> is sent as a JSON null.</param>
    /// <param name="code">The error code; <see langword="null"/> is sent as a JSON null.</param>
    /// <returns>This script.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="message"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="status"/> is not between 200 and 599.</exception>
    public TSelf AnswersError(int status, string message, string? type = null, string? code = null) =>
        Add(FakeAnswer.Error(status, message, type, code));

    private protected abstract TSelf Add(FakeAnswer answer);
}
