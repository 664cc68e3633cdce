using System.Text;

namespace ChatSdk;

/// <summary>
/// Splits text into reasoning, which is between think tags, and the answer. A block of reasoning begins at the start of the text or directly after
/// another block, and ends at its closing tag or at the end of the text. If a closing tag has no opening tag, all text before it is
/// reasoning, unless the tag is in code or is merely mentioned in a sentence. White space around blocks is dropped. The result does not
/// depend on how the text is divided into fragments.
/// </summary>
/// <param name="findsTagsAnywhere">Whether tags are recognized anywhere in the text, so that all text up to the last closing tag is reasoning. This is used for answers in JSON.</param>
internal sealed class ThinkTagSplitter(bool findsTagsAnywhere = false)
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
        /// <summary>At a position where a block may begin.</summary>
        Start,

        /// <summary>Inside a block.</summary>
        Block,

        /// <summary>Inside text that turns out to be reasoning if a closing tag follows.</summary>
        Undecided,

        /// <summary>Inside the answer.</summary>
        Answer,
    }

    /// <summary>Adds a fragment. Its end may be held back until later fragments show whether it is a tag.</summary>
    public ThinkTagFragment Add(string fragment)
    {
        ReadOnlySpan<char> rest = _held + fragment;
        _held = "";
        while (!rest.IsEmpty)
        {
            rest = _state switch
            {
                State.Start => ReadStart(rest),
                State.Block => ReadBlock(rest),
                State.Undecided => ReadUndecided(rest),
                _ => ReadAnswer(rest),
            };
        }

        return TakeFragment();
    }

    /// <summary>Returns the text or the reasoning that was held back. This method must be called after the last fragment was added.</summary>
    public ThinkTagFragment End()
    {
        _text.Append(_hasBlock ? null : _blank);
        (_state == State.Block ? _reasoning : _text).Append(_held);
        _state = _state == State.Start && _text.Length > 0 ? State.Answer : _state;
        _blank.Clear();
        _held = "";
        return TakeFragment();
    }

    private ThinkTagFragment TakeFragment()
    {
        var fragment = new ThinkTagFragment(_text.ToString(), _reasoning.ToString(), _endsReasoning);
        _text.Clear();
        _reasoning.Clear();
        _endsReasoning = false;
        return fragment;
    }

    private ReadOnlySpan<char> ReadStart(ReadOnlySpan<char> rest)
    {
        var word = rest.TrimStart();
        _blank.Append(_hasBlock ? default : rest[..^word.Length]);
        var tag = ThinkTag.At(word, out var isClosing);
        if (tag is not null && !isClosing)
        {
            return OpenBlock(tag, word);
        }

        if (tag is null && ThinkTag.MayBegin(word))
        {
            _held = word.ToString();
            return default;
        }

        _text.Append(_blank);
        _blank.Clear();
        _state = _hasBlock && !findsTagsAnywhere ? State.Answer : State.Undecided;
        return word;
    }

    private ReadOnlySpan<char> OpenBlock(ThinkTag tag, ReadOnlySpan<char> rest)
    {
        _blank.Clear();
        (_open, _state) = (tag, State.Block);
        return rest[tag.Opening.Length..];
    }

    private ReadOnlySpan<char> ReadBlock(ReadOnlySpan<char> rest)
    {
        var closing = _open!.Closing;
        var end = rest.IndexOf(closing, StringComparison.OrdinalIgnoreCase);
        if (end >= 0)
        {
            _reasoning.Append(rest[..end]);
            CloseBlock(withTextBefore: findsTagsAnywhere);
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

    private void CloseBlock(bool withTextBefore)
    {
        if (withTextBefore)
        {
            _endsReasoning = true;
            _reasoning.Insert(0, _text);
            _text.Clear();
        }

        (_hasBlock, _state) = (true, State.Start);
    }

    private ReadOnlySpan<char> ReadUndecided(ReadOnlySpan<char> rest)
    {
        var copied = 0;
        for (var at = 0; rest[at..].IndexOfAny(ThinkTag.FirstCharacters) is var next and >= 0; at++)
        {
            at += next;
            var here = rest[at..];
            if (ThinkTag.At(here, out var isClosing) is { } tag)
            {
                Append(rest[copied..at]);
                copied = at;
                if (!isClosing)
                {
                    return findsTagsAnywhere ? OpenBlock(tag, here) : StartAnswer(here);
                }

                if (findsTagsAnywhere || !_marks.IsMention())
                {
                    CloseBlock(withTextBefore: true);
                    return here[tag.Closing.Length..];
                }
            }
            else if (ThinkTag.MayBegin(here))
            {
                Append(rest[copied..at]);
                _held = here.ToString();
                return default;
            }
        }

        Append(rest[copied..]);
        return default;
    }

    private void Append(ReadOnlySpan<char> text)
    {
        _marks.Read(text);
        _text.Append(text);
    }

    // An opening tag in the middle of the text is treated as a mention, like all later tags.
    private ReadOnlySpan<char> StartAnswer(ReadOnlySpan<char> rest)
    {
        _state = State.Answer;
        return rest;
    }

    private ReadOnlySpan<char> ReadAnswer(ReadOnlySpan<char> rest)
    {
        _text.Append(rest);
        return default;
    }
}
