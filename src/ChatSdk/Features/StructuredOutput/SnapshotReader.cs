using System.Diagnostics.CodeAnalysis;

namespace ChatSdk;

/// <summary>
/// Reads an answer of a type while it arrives. Each reading goes over all that has come, so a long answer is read when it has
/// grown by a part of its length, and not with every piece: the work stays in proportion to the length.
/// </summary>
internal sealed class SnapshotReader<T>(TypedAnswer<T> answer, bool skipsWords)
{
    private const int _alwaysUpTo = 4096;
    private const int _part = 64;

    private readonly JsonPrefix _json = new(skipsWords);
    private string _shown = "{}";
    private int _length;
    private int _tried;
    private bool _takesAny;
    private bool _isThinking;
    private string _tail = "";

    /// <summary>Takes a piece of the answer's text.</summary>
    /// <returns>Whether there is a new value to show.</returns>
    public bool TryAdd(string piece, [MaybeNullWhen(false)] out T value)
    {
        _json.Add(skipsWords ? AfterThinking(piece) : piece);
        if (_json.Length < _length)
        {
            (_length, _tried, _shown) = (0, 0, "{}");
        }

        var grown = _json.Length - _length;
        if (grown <= Math.Max(0, _json.Length - _alwaysUpTo) / _part)
        {
            value = default;
            return false;
        }

        _length = _json.Length;
        return TryShow(_json.Close(withText: _json.IsInText && TakesAnyText()), out value);
    }

    // A tag may be split over pieces, so the end of the text before is looked at too.
    private string AfterThinking(string piece)
    {
        var text = _tail + piece;
        var (opened, closed) = (ThinkingTags.EndOfLastOpening(text), ThinkingTags.EndOfLastClosing(text));
        if (closed > 0)
        {
            _json.Restart();
        }

        _isThinking = opened > closed || (_isThinking && closed == 0);
        _tail = text[Math.Max(Math.Max(opened, closed), text.Length - ThinkingTags.Longest)..];
        return _isThinking ? "" : text[Math.Max(closed, text.Length - piece.Length)..];
    }

    // Half a date, or half the name of an enum's member, may be another one. So a text that is cut is shown only where any text may stand.
    private bool TakesAnyText()
    {
        if (_tried != _json.TextStart)
        {
            (_tried, _takesAny) = (_json.TextStart, answer.TryReadGrowing(_json.CloseWith("??"), out _));
        }

        return _takesAny;
    }

    private bool TryShow(string json, [MaybeNullWhen(false)] out T value)
    {
        value = default;
        if (json == _shown || !answer.TryReadGrowing(json, out value))
        {
            return false;
        }

        _shown = json;
        return true;
    }
}
