namespace ChatSdk;

/// <summary>Reads Markdown, to determine whether a tag after it is only mentioned: in code, or in a sentence.</summary>
internal struct CodeMarks
{
    private const string _openers = "([{<“‘«";

    private bool _isInBlock;
    private bool _isInSpan;
    private bool _hasWords;
    private bool _runBeginsLine;
    private int _run;
    private char _last;
    private char _beforeLast;

    /// <summary>Reads the next characters.</summary>
    public void Read(ReadOnlySpan<char> text)
    {
        foreach (var character in text)
        {
            if (character == '`')
            {
                _runBeginsLine = _run == 0 ? !_hasWords : _runBeginsLine;
                _run++;
            }
            else
            {
                EndRun();
                _isInSpan &= character != '\n';
            }

            _hasWords = character != '\n' && (_hasWords || !char.IsWhiteSpace(character));
            (_beforeLast, _last) = (_last, character);
        }
    }

    /// <summary>Determines whether a tag at this place is in code, or directly follows a space or an opening quotation mark or bracket.</summary>
    public bool AreAroundMention()
    {
        EndRun();
        return _isInBlock || _isInSpan || (_hasWords && (char.IsWhiteSpace(_last) || _openers.Contains(_last, StringComparison.Ordinal) || (_last is '"' or '\'' && IsBeforeQuote(_beforeLast))));
    }

    private static bool IsBeforeQuote(char character) => character == '\0' || char.IsWhiteSpace(character) || _openers.Contains(character, StringComparison.Ordinal);

    private void EndRun()
    {
        if (_run >= 3 && _runBeginsLine)
        {
            _isInBlock = !_isInBlock;
        }
        else if (_run > 0)
        {
            _isInSpan = !_isInSpan;
        }

        _run = 0;
    }
}
