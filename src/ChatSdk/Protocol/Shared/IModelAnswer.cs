namespace ChatSdk;

/// <summary>The properties of a model's answer that code for all endpoints uses, such as the cache and the telemetry.</summary>
internal interface IModelAnswer
{
    string? Id { get; }

    string? Model { get; }

    ChatUsage? Usage { get; }

    /// <summary>Gets the finish reason of each choice; empty for answers without choices.</summary>
    IEnumerable<FinishReason?> FinishReasons { get; }

    /// <summary>Gets whether the answer has content and was not cut off, so that it can be cached.</summary>
    bool IsComplete { get; }
}
