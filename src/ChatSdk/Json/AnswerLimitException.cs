using System.Text.Json;

namespace ChatSdk;

/// <summary>The exception for an answer that exceeds one of the <see cref="AnswerLimits"/>. The caller receives a <see cref="ChatProtocolException"/> with the same message.</summary>
internal sealed class AnswerLimitException(string message) : JsonException(message)
{
    /// <summary>Throws if a count exceeds its maximum.</summary>
    public static void ThrowIfMore(int count, int most, string what)
    {
        if (count > most)
        {
            throw new AnswerLimitException(MessageOf(most, what));
        }
    }

    public static string MessageOf(int most, string what) => $"The answer has more than {most} {what}.";
}
