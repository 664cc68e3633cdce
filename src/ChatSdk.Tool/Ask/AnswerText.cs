namespace ChatSdk.Tool;

/// <summary>Reads the text of an answer for a command that can use only text.</summary>
internal static class AnswerText
{
    /// <summary>Returns the text of an answer, unless the answer cannot be used.</summary>
    /// <exception cref="ChatIncompleteException">The answer was cut off, or has no choices.</exception>
    /// <exception cref="ToolException">The model refused, or the answer has no text.</exception>
    public static string TextOrThrow(this ChatCompletion answer)
    {
        answer.EnsureComplete();
        return answer.Text.Length > 0 ? answer.Text
            : answer.Message?.Refusal is { Length: > 0 } refusal ? throw new ToolException($"The model refused to answer: {refusal}", ExitCodes.UnusableAnswer)
            : throw new ToolException($"The answer has no text. Its finish reason is '{answer.FinishReason}'.", ExitCodes.UnusableAnswer);
    }
}
