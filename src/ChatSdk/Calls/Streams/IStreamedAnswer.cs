namespace ChatSdk;

/// <summary>A streamed answer that invokes callbacks when it ends.</summary>
internal interface IStreamedAnswer
{
    /// <summary>Sets the callback that receives the answer when the stream is complete. It is not called if the stream is interrupted, or if the caller stops enumerating it before the end.</summary>
    void WhenComplete(Func<IModelAnswer, ValueTask> action);

    /// <summary>
    /// Adds a callback that receives the answer so far. It is called once: when the stream is complete, is interrupted, or is closed by the
    /// caller.
    /// </summary>
    void WhenEnded(Action<ChatCompletionAccumulator> action);
}
