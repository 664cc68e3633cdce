namespace ChatSdk;

/// <summary>Wraps an answer shape, and also copies the bytes of the response, for <see cref="ChatCallInfo.ResponseBody"/>.</summary>
/// <typeparam name="T">The type of the result.</typeparam>
/// <param name="shape">The wrapped shape, which turns the response into the result.</param>
internal sealed class CopiedAnswer<T>(IAnswerShape<T> shape) : IAnswerShape<T>
{
    /// <summary>Gets the copy, which grows while the response is read; <see langword="null"/> until reading begins.</summary>
    public BodyCopy? Copy { get; private set; }

    public ValueTask<T> ReadAsync(ServerResponse response, CancellationToken cancellationToken)
    {
        // No limit is needed, because the size of the response itself is limited.
        Copy = new BodyCopy(int.MaxValue);
        response.Body.CopyTo(Copy);
        return shape.ReadAsync(response, cancellationToken);
    }
}
