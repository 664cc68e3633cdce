using System.Text.Json;

namespace ChatSdk;

/// <summary>The exception for an answer that exceeds one of the <see cref="AnswerLimits"/>. The caller receives a <see cref="ChatProtocolException"/> with the same message.</summary>
internal sealed class AnswerLimitException(string message) : JsonException(message)
{
    /// <summary>Throws if a count exceeds its maximum.</summary>
    public static void ThrowIfOver(int count, int max, string what)
    {
        if (count > max)
        {
            throw new AnswerLimitException(MessageOf(max, what));
        }
    }

    public static string MessageOf(int max, string what) => $"The answer has more than {max} {what}.";
}
