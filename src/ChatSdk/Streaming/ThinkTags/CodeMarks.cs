namespace ChatSdk;

/// <summary>Tracks the Markdown code marks in the text before a tag, to determine whether the tag is merely mentioned in code or in a sentence.</summary>
internal struct CodeMarks
{
    private const string _openers = "([{<“‘«";

    private bool _isInBlock;
    private bool _isInSpan;
    private bool _lineHasText;
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
                _runBeginsLine = _run == 0 ? !_lineHasText : _runBeginsLine;
                _run++;
            }
            else
            {
                EndRun();
                _isInSpan &= character != '\n';
            }

            _lineHasText = character != '\n' && (_lineHasText || !char.IsWhiteSpace(character));
            (_beforeLast, _last) = (_last, character);
        }
    }

    /// <summary>Determines whether a tag at this position is merely mentioned: it is in code, or it is not the first text on its line and directly follows white space, an opening quotation mark or an opening bracket.</summary>
    public bool IsMention()
    {
        EndRun();
        return _isInBlock || _isInSpan || (_lineHasText && (char.IsWhiteSpace(_last) || _openers.Contains(_last, StringComparison.Ordinal) || (_last is '"' or '\'' && IsBeforeQuote(_beforeLast))));
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
