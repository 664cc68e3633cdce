namespace ChatSdk.Testing;

/// <summary>
/// What can be told to answer: a <see cref="FakeChatServer"/>, and a <see cref="FakeRule"/> of it. Each answer is put behind
/// those that were given before; what is said of an answer holds for the last one.
/// </summary>
/// <typeparam name="TSelf">What the methods give back.</typeparam>
/// <remarks>Say what is to be said of an answer before a request can take it; afterwards it is an <see cref="InvalidOperationException"/>.</remarks>
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

    /// <summary>Adds <see cref="FakeAnswer.Text"/>: what a model would answer that says this, streamed or not.</summary>
    /// <param name="text">What is said.</param>
    /// <returns>This script.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="text"/> is <see langword="null"/>.</exception>
    public TSelf AnswersText(string text) => Add(FakeAnswer.Text(text));

    /// <summary>Adds <see cref="FakeAnswer.Stream"/>: a well-formed stream, from the role to <c>[DONE]</c>.</summary>
    /// <param name="pieces">The text, in the pieces in which it is to come.</param>
    /// <returns>This script.</returns>
    public TSelf Streams(params string[] pieces) => Add(FakeAnswer.Stream(pieces));

    /// <summary>Adds <see cref="FakeAnswer.ToolCall"/>: what a model would answer that calls this tool, streamed or not.</summary>
    /// <param name="name">The tool's name.</param>
    /// <param name="arguments">The arguments, as JSON; they are sent as they are.</param>
    /// <returns>This script.</returns>
    /// <exception cref="ArgumentNullException">An argument is <see langword="null"/>.</exception>
    public TSelf CallsTool(string name, string arguments) => Add(FakeAnswer.ToolCall(name, arguments));

    /// <summary>Adds <see cref="FakeAnswer.Json"/>.</summary>
    /// <param name="json">The body; it is sent as it is.</param>
    /// <param name="status">The HTTP status, 200 unless told otherwise.</param>
    /// <returns>This script.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="status"/> is not between 200 and 599.</exception>
    public TSelf AnswersJson(string json, int status = 200) => Add(FakeAnswer.Json(json, status));

    /// <summary>Adds <see cref="FakeAnswer.Error"/>.</summary>
    /// <param name="status">The HTTP status.</param>
    /// <param name="message">What went wrong.</param>
    /// <param name="type">The kind of error; <see langword="null"/> is sent as such.</param>
    /// <param name="code">The code; <see langword="null"/> is sent as such.</param>
    /// <returns>This script.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="status"/> is not between 200 and 599.</exception>
    public TSelf AnswersError(int status, string message, string? type = null, string? code = null) =>
        Add(FakeAnswer.Error(status, message, type, code));

    private protected abstract TSelf Add(FakeAnswer answer);
}
