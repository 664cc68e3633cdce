namespace ChatSdk;

/// <summary>The answer of a model: what a call needs to know of it, whichever endpoint it is from.</summary>
internal interface IModelAnswer
{
    string? Id { get; }

    string? Model { get; }

    ChatUsage? Usage { get; }

    /// <summary>Gets why each choice ended; empty for answers without choices.</summary>
    IEnumerable<FinishReason?> FinishReasons { get; }

    /// <summary>Gets whether the answer holds anything and was not cut short, so that it is worth storing.</summary>
    bool IsComplete { get; }
}
