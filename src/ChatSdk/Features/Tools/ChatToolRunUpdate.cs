namespace ChatSdk;

/// <summary>A step in a streamed tool run: a chunk of an answer, the start of a call, the result of a call, or the complete run.</summary>
/// <remarks>It is immutable and safe to share between threads.</remarks>
public sealed class ChatToolRunUpdate
{
    internal ChatToolRunUpdate()
    {
    }

    /// <summary>Gets the kind of the step, which determines which of the properties have a value.</summary>
    public ChatToolRunUpdateKind Kind =>
        Chunk is not null ? ChatToolRunUpdateKind.Chunk
        : Run is not null ? ChatToolRunUpdateKind.Run
        : Result is not null ? ChatToolRunUpdateKind.Result
        : ChatToolRunUpdateKind.Call;

    /// <summary>Gets the chunk of an answer; <see langword="null"/> in other steps.</summary>
    public ChatCompletionChunk? Chunk { get; internal init; }

    /// <summary>Gets the call that starts, or to which <see cref="Result"/> belongs; <see langword="null"/> in other steps.</summary>
    public ChatToolCall? Call { get; internal init; }

    /// <summary>
    /// Gets the JSON paths of the arguments in <see cref="Call"/> that were converted to match the schema, such as
    /// <c>$.days</c>; empty if none were. See <see cref="ChatToolRunOptions.LenientArguments"/>.
    /// </summary>
    public IReadOnlyList<string> ConvertedArguments { get; internal init; } = [];

    /// <summary>Gets the result of <see cref="Call"/>, as the message for the model; <see langword="null"/> when the call starts and in other steps.</summary>
    public ChatMessage? Result { get; internal init; }

    /// <summary>Gets the complete run, in the last step; <see langword="null"/> in other steps.</summary>
    public ChatToolRun? Run { get; internal init; }

    /// <summary>Gets the text of this step; empty if there is none.</summary>
    public string Text => Chunk?.Text ?? "";
}
