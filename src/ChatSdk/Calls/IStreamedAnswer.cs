namespace ChatSdk;

/// <summary>A streamed answer that calls a layer of the call back when it is complete.</summary>
internal interface IStreamedAnswer
{
    /// <summary>Sets the callback for the complete answer. It is not called if the stream is interrupted, or if the caller stops enumerating it before the end.</summary>
    void WhenComplete(Func<IModelAnswer, ValueTask> action);
}
