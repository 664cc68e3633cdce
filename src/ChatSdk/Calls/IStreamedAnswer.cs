namespace ChatSdk;

/// <summary>A streamed answer that notifies layers of its end.</summary>
internal interface IStreamedAnswer
{
    /// <summary>Sets the callback for the complete answer. It is not called if the stream is interrupted, or if the caller stops enumerating it before the end.</summary>
    void WhenComplete(Func<IModelAnswer, ValueTask> action);

    /// <summary>
    /// Adds a callback for the end of the stream, with the answer so far. It is called once: when the stream is complete, is interrupted,
    /// or is closed by the caller.
    /// </summary>
    void WhenEnded(Action<ChatCompletionAccumulator> action);
}
