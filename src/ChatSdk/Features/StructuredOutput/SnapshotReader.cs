using System.Diagnostics.CodeAnalysis;

namespace ChatSdk;

/// <summary>
/// Reads a typed answer while it is received. For each snapshot, all text received so far is deserialized. Therefore, a long answer is not
/// read after every chunk, but only when it has grown by a fraction of its length. The total work remains proportional to the length.
/// </summary>
internal sealed class SnapshotReader<T>(TypedAnswer<T> answer, bool skipsWords)
{
    private const int _alwaysUpTo = 4096;
    private const int _part = 64;

    private readonly JsonPrefix _json = new(skipsWords);
    private readonly ThinkTagSplitter _thinkTags = new(findsTagsAnywhere: true);
    private string _shown = "{}";
    private int _length;
    private int _tried;
    private bool _takesAny;

    /// <summary>Discards the text that was added so far, because it is not part of the answer.</summary>
    public void Restart() => _json.Restart();

    /// <summary>Adds a chunk of the answer's text.</summary>
    /// <returns>Whether there is a new value.</returns>
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

    private string AfterThinking(string fragment)
    {
        var piece = _thinkTags.Add(fragment);
        if (piece.EndsReasoning)
        {
            _json.Restart();
        }

        return piece.Text;
    }

    // An incomplete date or enum name could be read as a different value. So an incomplete string is shown only if the type accepts any
    // string at this position.
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
