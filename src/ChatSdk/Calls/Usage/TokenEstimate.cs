namespace ChatSdk;

/// <summary>Estimates the number of tokens in a text, independently of the model. In most cases, the estimate is slightly too high.</summary>
internal static class TokenEstimate
{
    // Like the tokenizers of most models, this splits a text into words, numbers, punctuation and white space. Costs are in quarters of a token.
    private const int _token = 4;

    /// <summary>Estimates the number of tokens in a text.</summary>
    public static long Of(ReadOnlySpan<char> text)
    {
        var cost = 0L;
        var isAfterWord = false;
        while (!text.IsEmpty)
        {
            var first = text[0];
            var isWord = char.IsAsciiLetter(first);
            var length = isWord ? LengthOfWord(text) : char.IsAscii(first) ? LengthOfRun(text) : 1;
            cost += isWord ? CostOfWord(text[..length], isAfterWord) : CostOfRun(text[..length], text[length..]);
            isAfterWord = char.IsAsciiLetterOrDigit(first);
            text = text[length..];
        }

        return (cost + _token - 1) / _token;
    }

    private static int LengthOfWord(ReadOnlySpan<char> text)
    {
        // A word ends before an uppercase letter that follows a lowercase letter.
        var capitals = Capitals(text);
        var rest = text[capitals..].IndexOfAnyExceptInRange('a', 'z');
        return rest < 0 ? text.Length : capitals + rest;
    }

    private static int LengthOfRun(ReadOnlySpan<char> text)
    {
        var kind = KindOf(text[0]);
        var length = 1;
        while (length < text.Length && KindOf(text[length]) == kind)
        {
            length++;
        }

        return length;
    }

    // A word of up to seven letters is usually one token. Text without separators, such as Base64 and hexadecimal digits, appears as short
    // words that directly follow each other, most of which are more than one token.
    private static int CostOfWord(ReadOnlySpan<char> word, bool isAfterWord)
    {
        const int Short = 4;
        const int Usual = 7;
        const int Long = 16;
        var one = isAfterWord && word.Length <= Short ? _token * 7 / 4 : _token;
        return one + Math.Max(0, word.Length - Usual) + Math.Max(0, word.Length - Long) + Math.Max(0, Capitals(word) - 1);
    }

    private static long CostOfRun(ReadOnlySpan<char> run, ReadOnlySpan<char> rest) => KindOf(run[0]) switch
    {
        Kind.Digit => (run.Length + 2) / 3 * _token,

        // The space before a word is part of the word's token.
        Kind.Space => run is " " && !rest.IsEmpty && !char.IsAsciiDigit(rest[0]) ? 0 : _token,
        Kind.Punctuation => Math.Max(_token, run.Length * 5L / 2),

        // A language with accented letters needs more tokens per word than English does.
        Kind.Accented => 2 * _token,
        _ => _token,
    };

    private static int Capitals(ReadOnlySpan<char> word)
    {
        var count = word.IndexOfAnyExceptInRange('A', 'Z');
        return count < 0 ? word.Length : count;
    }

    private static Kind KindOf(char character) => character switch
    {
        > '\u024F' => Kind.Other,
        > '\u007F' => Kind.Accented,
        _ when char.IsAsciiLetter(character) => Kind.Letter,
        _ when char.IsAsciiDigit(character) => Kind.Digit,
        _ when char.IsWhiteSpace(character) => Kind.Space,
        _ => Kind.Punctuation,
    };

    private enum Kind
    {
        Letter,
        Digit,
        Space,
        Punctuation,
        Accented,
        Other,
    }
}
