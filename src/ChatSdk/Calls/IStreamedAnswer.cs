namespace ChatSdk;

/// <summary>A streamed answer, for a layer that has something to do when it is complete.</summary>
internal interface IStreamedAnswer
{
    /// <summary>Sets what to do once the answer is complete, but not if the stream breaks or is left before.</summary>
    void WhenComplete(Func<IModelAnswer, ValueTask> action);
}
