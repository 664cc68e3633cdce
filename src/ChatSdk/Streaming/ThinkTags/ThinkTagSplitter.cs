using System.Text;

namespace ChatSdk;

/// <summary>
/// Splits text into reasoning between tags and the answer. A block of reasoning begins at the start of the text or directly after
/// another block, and ends at its closing tag or with the text. A closing tag without an opening tag before it ends reasoning that began
/// with the text, unless it is in code or is mentioned in a sentence. White space before and after blocks is dropped. The fragments of a
/// text give the same result wherever it is split.
/// </summary>
/// <param name="isAnyPlace">Whether every tag counts, wherever it is: where the answer is JSON, all text up to the last closing tag is reasoning.</param>
internal sealed class ThinkTagSplitter(bool isAnyPlace = false)
{
    private readonly StringBuilder _text = new();
    private readonly StringBuilder _reasoning = new();
    private readonly StringBuilder _blank = new();
    private CodeMarks _marks;
    private State _state;
    private ThinkTag? _open;
    private bool _hasBlock;
    private bool _endsReasoning;
    private string _held = "";

    private enum State
    {
        /// <summary>A block may begin.</summary>
        Start,

        /// <summary>In a block.</summary>
        Block,

        /// <summary>In text that may turn out to be reasoning.</summary>
        Open,

        /// <summary>In the answer.</summary>
        Answer,
    }

    /// <summary>Adds a fragment. The end of it may be held back until it is known whether it is a tag.</summary>
    public ThinkTagPiece Add(string fragment)
    {
        ReadOnlySpan<char> rest = _held + fragment;
        _held = "";
        while (!rest.IsEmpty)
        {
            rest = _state switch
            {
                State.Start => Begin(rest),
                State.Block => Reason(rest),
                State.Open => FindTag(rest),
                _ => Say(rest),
            };
        }

        return TakePiece();
    }

    /// <summary>Returns what was held back, at the end of the text.</summary>
    public ThinkTagPiece End()
    {
        _text.Append(_hasBlock ? null : _blank);
        (_state == State.Block ? _reasoning : _text).Append(_held);
        _state = _state == State.Start && _text.Length > 0 ? State.Answer : _state;
        _blank.Clear();
        _held = "";
        return TakePiece();
    }

    private ThinkTagPiece TakePiece()
    {
        var piece = new ThinkTagPiece(_text.ToString(), _reasoning.ToString(), _endsReasoning);
        _text.Clear();
        _reasoning.Clear();
        _endsReasoning = false;
        return piece;
    }

    private ReadOnlySpan<char> Begin(ReadOnlySpan<char> rest)
    {
        var word = rest.TrimStart();
        _blank.Append(_hasBlock ? default : rest[..^word.Length]);
        var tag = ThinkTag.At(word, out var isClosing);
        if (tag is not null && !isClosing)
        {
            return Open(tag, word);
        }

        if (tag is null && ThinkTag.MayBegin(word))
        {
            _held = word.ToString();
            return default;
        }

        _text.Append(_blank);
        _blank.Clear();
        _state = _hasBlock && !isAnyPlace ? State.Answer : State.Open;
        return word;
    }

    private ReadOnlySpan<char> Open(ThinkTag tag, ReadOnlySpan<char> rest)
    {
        _blank.Clear();
        (_open, _state) = (tag, State.Block);
        return rest[tag.Opening.Length..];
    }

    private ReadOnlySpan<char> Reason(ReadOnlySpan<char> rest)
    {
        var closing = _open!.Closing;
        var end = rest.IndexOf(closing, StringComparison.OrdinalIgnoreCase);
        if (end >= 0)
        {
            _reasoning.Append(rest[..end]);
            Close(withTextBefore: isAnyPlace);
            return rest[(end + closing.Length)..];
        }

        var start = Math.Max(0, rest.Length - closing.Length + 1);
        while (!closing.AsSpan().StartsWith(rest[start..], StringComparison.OrdinalIgnoreCase))
        {
            start++;
        }

        _reasoning.Append(rest[..start]);
        _held = rest[start..].ToString();
        return default;
    }

    private void Close(bool withTextBefore)
    {
        if (withTextBefore)
        {
            _endsReasoning = true;
            _reasoning.Insert(0, _text);
            _text.Clear();
        }

        (_hasBlock, _state) = (true, State.Start);
    }

    private ReadOnlySpan<char> FindTag(ReadOnlySpan<char> rest)
    {
        var said = 0;
        for (var at = 0; rest[at..].IndexOfAny(ThinkTag.FirstCharacters) is var next and >= 0; at++)
        {
            at += next;
            var here = rest[at..];
            if (ThinkTag.At(here, out var isClosing) is { } tag)
            {
                Look(rest[said..at]);
                said = at;
                if (!isClosing)
                {
                    return isAnyPlace ? Open(tag, here) : Settle(here);
                }

                if (isAnyPlace || !_marks.AreAroundMention())
                {
                    Close(withTextBefore: true);
                    return here[tag.Closing.Length..];
                }
            }
            else if (ThinkTag.MayBegin(here))
            {
                Look(rest[said..at]);
                _held = here.ToString();
                return default;
            }
        }

        Look(rest[said..]);
        return default;
    }

    private void Look(ReadOnlySpan<char> text)
    {
        _marks.Read(text);
        _text.Append(text);
    }

    // An opening tag in the middle is a mention, and so are all after it.
    private ReadOnlySpan<char> Settle(ReadOnlySpan<char> rest)
    {
        _state = State.Answer;
        return rest;
    }

    private ReadOnlySpan<char> Say(ReadOnlySpan<char> rest)
    {
        _text.Append(rest);
        return default;
    }
}
