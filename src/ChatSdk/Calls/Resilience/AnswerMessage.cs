namespace ChatSdk;

/// <summary>
/// A successful attempt, in the form of an HTTP response that resilience strategies can handle. If the answer from another attempt is
/// used, the message is disposed, which closes the connection of its stream.
/// </summary>
/// <typeparam name="T">The type of the answer.</typeparam>
/// <param name="answer">The answer.</param>
/// <param name="attempt">The context of the attempt.</param>
internal sealed class AnswerMessage<T>(T answer, CallContext attempt) : HttpResponseMessage, IAsyncDisposable
{
    public T Answer { get; } = answer;

    public CallContext Attempt { get; } = attempt;

    public async ValueTask DisposeAsync()
    {
        if (Answer is IAsyncDisposable stream)
        {
            await stream.DisposeAsync().ConfigureAwait(false);
        }

        Dispose();
    }
}
