using System.Text;

namespace ChatSdk.Tool;

/// <summary>A part of an answer that can be formatted without the rest.</summary>
/// <param name="Text">The Markdown, or a line of code.</param>
/// <param name="IsCode">Whether the text is a line of a fenced code block. The fences are not included.</param>
internal readonly record struct MarkdownBlock(string Text, bool IsCode = false);

/// <summary>
/// Splits Markdown into blocks while it is received. A block ends at an empty line that is followed by a line without indentation, so that
/// list items are not split. Each line of a fenced code block is a block of its own, because a code block may be long.
/// </summary>
internal sealed class MarkdownBlocks
{
    // The unfinished block is formatted again for each chunk, so its length is limited. Text this long without an empty line is rare.
    private const int _maxLength = 4_000;

    private readonly StringBuilder _line = new();
    private readonly StringBuilder _block = new();
    private readonly Queue<MarkdownBlock> _finished = new();
    private string? _fence;
    private bool _wasEmpty;

    /// <summary>Gets the unfinished block.</summary>
    public MarkdownBlock Rest => _fence is null ? new($"{_block}{_line}") : new(_line.ToString(), IsCode: true);

    /// <summary>Adds text.</summary>
    public void Add(string text)
    {
        foreach (var character in text)
        {
            if (character == '\n')
            {
                EndLine();
            }
            else if (character != '\r')
            {
                _line.Append(character);
                Cut();
            }
        }
    }

    /// <summary>Removes and returns the next finished block; <see langword="null"/> if there is none.</summary>
    public MarkdownBlock? Take() => _finished.TryDequeue(out var block) ? block : null;

    /// <summary>Finishes the last block at the end of the text.</summary>
    public void End()
    {
        if (_line.Length > 0)
        {
            EndLine();
        }

        _fence = null;
        Finish();
    }

    private void Cut()
    {
        if (_block.Length + _line.Length > _maxLength)
        {
            _finished.Enqueue(Rest);
            _block.Clear();
            _line.Clear();
        }
    }

    private void EndLine()
    {
        var line = _line.ToString();
        _line.Clear();
        if (_fence is not null)
        {
            AddCode(line);
        }
        else if (FenceOf(line) is { } fence)
        {
            Finish();
            _fence = fence;
        }
        else
        {
            AddText(line);
        }
    }

    private void AddCode(string line)
    {
        if (line.Trim() is var end && end.StartsWith(_fence!, StringComparison.Ordinal) && end.Trim(_fence![0]).Length == 0)
        {
            _fence = null;
        }
        else
        {
            _finished.Enqueue(new(line, IsCode: true));
        }
    }

    private void AddText(string line)
    {
        var isEmpty = string.IsNullOrWhiteSpace(line);
        if (_wasEmpty && !isEmpty && !char.IsWhiteSpace(line[0]))
        {
            Finish();
        }

        _wasEmpty = isEmpty;
        _block.Append(line).Append('\n');
    }

    private void Finish()
    {
        var text = _block.ToString();
        _block.Clear();
        _wasEmpty = false;
        if (!string.IsNullOrWhiteSpace(text))
        {
            _finished.Enqueue(new(text));
        }
    }

    // A fence in a list is indented.
    private static string? FenceOf(string line)
    {
        var text = line.TrimStart();
        var length = text.Length - text.TrimStart('`').Length is var ticks and > 0 ? ticks : text.Length - text.TrimStart('~').Length;
        return length >= 3 && !text[length..].Contains('`', StringComparison.Ordinal) ? text[..length] : null;
    }
}
