namespace ChatSdk;

/// <summary>A decision about a tool call: the call may run, the call is refused, or the decision is pending. See <see cref="ChatToolRunOptions.Decide"/>.</summary>
/// <remarks>It is immutable and safe to share between threads.</remarks>
public sealed class ChatToolDecision
{
    private ChatToolDecision(string? refusal = null) => Refusal = refusal;

    /// <summary>Gets the decision that the call may run.</summary>
    public static ChatToolDecision Approved { get; } = new();

    /// <summary>Gets the decision that the run stops before the call, so that the actual decision can be made later.</summary>
    public static ChatToolDecision Pending { get; } = new();

    /// <summary>Gets the result of a refused call, for the model; <see langword="null"/> if the call is not refused.</summary>
    internal string? Refusal { get; }

    /// <summary>Creates the decision that the call does not run.</summary>
    /// <param name="reason">The reason, which is sent to the model; <see langword="null"/> to send none.</param>
    /// <returns>The decision.</returns>
    public static ChatToolDecision Refused(string? reason = null) =>
        new($"Error: The call was refused and did not run.{(string.IsNullOrWhiteSpace(reason) ? "" : $" Reason: {reason}")}");
}
