namespace ChatSdk;

/// <summary>The properties of a model's answer that are needed by code for all endpoints, such as the response cache and telemetry.</summary>
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
