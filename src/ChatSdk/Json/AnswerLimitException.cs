using System.Text.Json;

namespace ChatSdk;

/// <summary>An answer holds more than <see cref="AnswerLimits"/> allows. The call throws it as a <c>ChatProtocolException</c> with the same message.</summary>
internal sealed class AnswerLimitException(string message) : JsonException(message)
{
    /// <summary>Throws if there are more of something than allowed.</summary>
    public static void ThrowIfMore(int count, int most, string what)
    {
        if (count > most)
        {
            throw new AnswerLimitException(MessageOf(most, what));
        }
    }

    public static string MessageOf(int most, string what) => $"The answer has more than {most} {what}.";
}
