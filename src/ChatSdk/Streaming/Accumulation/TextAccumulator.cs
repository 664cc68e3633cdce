using System.Text;

namespace ChatSdk;

/// <summary>Accumulates a string. The result is <see langword="null"/> if no fragment was received.</summary>
internal struct TextAccumulator
{
    private StringBuilder? _text;

    public readonly int Length => _text?.Length ?? 0;

    /// <summary>Adds a fragment.</summary>
    /// <exception cref="ChatProtocolException">The text is longer than a string can be.</exception>
    public void Add(string? fragment)
    {
        if (fragment is null)
        {
            return;
        }

        if (fragment.Length > AnswerLimits.Characters - Length)
        {
            throw new ChatProtocolException(AnswerLimitException.MessageOf(AnswerLimits.Characters, "characters in one string"));
        }

        (_text ??= new StringBuilder()).Append(fragment);
    }

    public override readonly string? ToString() => _text?.ToString();
}
