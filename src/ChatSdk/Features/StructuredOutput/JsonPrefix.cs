using System.Text;

namespace ChatSdk;

/// <summary>
/// JSON that is still being received. At any time, it can be completed to form valid JSON: an incomplete string is closed, and a name
/// without a value or an incomplete number, Boolean or null is left out. Each character is processed once.
/// </summary>
internal sealed class JsonPrefix(bool skipsWords)
{
    private readonly StringBuilder _json = new();
    private readonly Stack<char> _closers = new();
    private Token _token;
    private int _escape;
    private bool _wantsName;

    // _whole is the length up to which the JSON is complete except for closing brackets; _text is the length that includes the incomplete string.
    private int _whole;
    private int _text;

    private enum Token
    {
        None,
        Name,
        Text,
        Literal,
    }

    /// <summary>Gets whether the JSON is complete.</summary>
    public bool IsWhole { get; private set; }

    /// <summary>Gets the length up to which the JSON can be completed. While it does not change, the completed JSON does not change either.</summary>
    public int Length => IsInText ? _text : _whole;

    /// <summary>Gets whether the JSON ends in an incomplete string. An incomplete member name does not count.</summary>
    public bool IsInText => _token == Token.Text;

    public void Add(string piece)
    {
        foreach (var character in piece)
        {
            // If there is text around the JSON, the last JSON value is the answer.
            if (IsWhole && skipsWords && (character is '{' or '['))
            {
                Restart();
            }

            if (!IsWhole && (_json.Length > 0 || character is '{' or '[' || (!skipsWords && !char.IsWhiteSpace(character))))
            {
                _json.Append(character);
                Take(character);
            }
        }
    }

    /// <summary>Discards the JSON that was received, because it was not the answer.</summary>
    public void Restart()
    {
        _json.Clear();
        _closers.Clear();
        (_token, _escape, _wantsName, _whole, _text, TextStart, IsWhole) = (Token.None, 0, false, 0, 0, 0, false);
    }

    /// <summary>Gets the position after the opening quote of the last string.</summary>
    public int TextStart { get; private set; }

    /// <summary>Returns the completed JSON with another value for the incomplete string.</summary>
    public string CloseWith(string text) => _json.ToString(0, TextStart) + text + '"' + string.Concat(_closers);

    /// <summary>Returns the completed JSON.</summary>
    /// <param name="withText">Whether to include an incomplete string.</param>
    public string Close(bool withText) => withText
        ? _json.ToString(0, _text) + '"' + string.Concat(_closers)
        : _json.ToString(0, _whole) + string.Concat(_closers);

    private void Take(char character)
    {
        if (_token is Token.Name or Token.Text)
        {
            TakeInString(character);
            return;
        }

        if (_token == Token.Literal && character is ',' or '}' or ']' or ' ' or '\t' or '\r' or '\n')
        {
            _token = Token.None;
            _whole = _json.Length - 1;
        }

        TakeOutside(character);
    }

    private void TakeOutside(char character)
    {
        switch (character)
        {
            case '{' or '[':
                _closers.Push(character == '{' ? '}' : ']');
                _wantsName = character == '{';
                _whole = _json.Length;
                break;
            case '}' or ']':
                End(_closers.TryPop(out _) && _closers.Count == 0);
                break;
            case ',':
                _wantsName = _closers.TryPeek(out var closer) && closer == '}';
                break;
            case '"':
                _token = _wantsName ? Token.Name : Token.Text;
                _text = TextStart = _json.Length;
                break;
            case ':' or ' ' or '\t' or '\r' or '\n':
                break;
            default:
                _token = Token.Literal;
                break;
        }
    }

    private void TakeInString(char character)
    {
        if (_escape > 0)
        {
            // A string cannot be closed in the middle of an escape or of a surrogate pair. An escape that begins with \u has four digits.
            _escape = _escape == 1 && character == 'u' ? 5 : _escape;
            _escape = _escape == 1 ? 0 : _escape - 1;
        }
        else if (character == '\\')
        {
            _escape = 1;
        }
        else if (character == '"')
        {
            EndString();
            return;
        }

        if (_escape == 0 && !EndsInHalfAPair())
        {
            _text = _json.Length;
        }
    }

    private void EndString()
    {
        if (_token == Token.Text)
        {
            _whole = _json.Length;
        }

        _token = Token.None;
        _wantsName = false;
    }

    private void End(bool isWhole)
    {
        _whole = _json.Length;
        _wantsName = false;
        IsWhole = isWhole;
    }

    private bool EndsInHalfAPair()
    {
        const int EscapeLength = 6;
        if (char.IsHighSurrogate(_json[^1]))
        {
            return true;
        }

        return _json.Length >= EscapeLength && _json[^EscapeLength] == '\\' && _json[^5] == 'u'
            && _json[^4] is 'd' or 'D' && _json[^3] is '8' or '9' or 'a' or 'A' or 'b' or 'B';
    }
}
