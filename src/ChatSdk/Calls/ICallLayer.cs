namespace ChatSdk;

/// <summary>A layer of a call. It hands the call to the next layer, as often as it sees fit, or answers it itself.</summary>
internal interface ICallLayer
{
    /// <summary>Makes the call.</summary>
    /// <typeparam name="T">What the shape makes of a response.</typeparam>
    /// <exception cref="ChatException">The call failed.</exception>
    ValueTask<T> RunAsync<T>(Call call, IAnswerShape<T> shape, CallContext context, CancellationToken cancellationToken);
}
