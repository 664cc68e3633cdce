namespace ChatSdk;

/// <summary>One step of a streamed run of tools: a piece of an answer, a call that begins, a call that has its result, or the end.</summary>
/// <remarks>It is immutable and safe to share between threads.</remarks>
public sealed class ChatToolRunUpdate
{
    internal ChatToolRunUpdate()
    {
    }

    /// <summary>Gets what kind of step this is, and so which of the members has a value.</summary>
    public ChatToolRunUpdateKind Kind =>
        Chunk is not null ? ChatToolRunUpdateKind.Chunk
        : Run is not null ? ChatToolRunUpdateKind.Run
        : Result is not null ? ChatToolRunUpdateKind.Result
        : ChatToolRunUpdateKind.Call;

    /// <summary>Gets a piece of an answer; <see langword="null"/> in other steps.</summary>
    public ChatCompletionChunk? Chunk { get; internal init; }

    /// <summary>Gets the call that begins, or that <see cref="Result"/> belongs to; <see langword="null"/> in other steps.</summary>
    public ChatToolCall? Call { get; internal init; }

    /// <summary>
    /// Gets the places in the arguments of <see cref="Call"/> that were converted to what the schema says was meant, such as
    /// <c>$.days</c>; empty if nothing was. See <see cref="ChatToolRunOptions.LenientArguments"/>.
    /// </summary>
    public IReadOnlyList<string> ConvertedArguments { get; internal init; } = [];

    /// <summary>Gets the result of <see cref="Call"/>, as the message that goes to the model; <see langword="null"/> when the call begins, and in other steps.</summary>
    public ChatMessage? Result { get; internal init; }

    /// <summary>Gets the whole run, in the last step; <see langword="null"/> before.</summary>
    public ChatToolRun? Run { get; internal init; }

    /// <summary>Gets the piece of text that this step brings; empty if none.</summary>
    public string Text => Chunk?.Text ?? "";
}
