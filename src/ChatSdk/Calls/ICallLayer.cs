namespace ChatSdk;

/// <summary>
/// One of the layers through which a call passes, such as retries or the response cache. A layer passes the call to the next layer, once or
/// several times, or returns the result itself.
/// </summary>
internal interface ICallLayer
{
    /// <summary>Makes the call.</summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <exception cref="ChatException">The call failed.</exception>
    ValueTask<T> RunAsync<T>(Call call, IAnswerShape<T> shape, CallContext context, CancellationToken cancellationToken);
}
