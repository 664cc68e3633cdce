using Spectre.Console;
using Spectre.Console.Rendering;

namespace ChatSdk.Tool;

/// <summary>
/// Shows an answer while it is received. On a terminal, finished blocks are formatted, and the last block is formatted again whenever it
/// changes. Elsewhere, the text is written without formatting.
/// </summary>
internal sealed class AnswerView(ToolContext context)
{
    private readonly bool _isFormatted = context.Output.Profile.Capabilities is { Interactive: true, Ansi: true };
    private readonly LiveRegion _live = new(context.Output);
    private MarkdownBlocks _blocks = new();
    private MarkdownBlock? _previous;
    private bool _isReasoning;
    private bool _hasText;

    /// <summary>Shows the next chunk.</summary>
    public void Add(ChatCompletionChunk chunk)
    {
        // The reasoning of a chunk precedes its text.
        Add(chunk.Reasoning, isReasoning: true);
        Add(chunk.Text, isReasoning: false);
    }

    /// <summary>Shows the text received so far. It is called only if the next chunk is not available yet, so that a fast stream is not formatted chunk by chunk.</summary>
    public void Refresh()
    {
        if (_isFormatted && _hasText)
        {
            WriteFinished();
            if (_blocks.Rest is { Text.Length: > 0 } rest)
            {
                _live.Show(new Rows(Spaced(rest)));
            }
        }
    }

    /// <summary>Shows the rest of the text, and starts a new line.</summary>
    public void End()
    {
        if (_isFormatted)
        {
            _blocks.End();
            WriteFinished();
        }
        else if (_hasText)
        {
            context.WriteLine("");
        }

        (_blocks, _previous, _hasText) = (new(), null, false);
    }

    private void Add(string text, bool isReasoning)
    {
        if (text.Length == 0 || (isReasoning && !_isFormatted))
        {
            // Programs that read the output need the answer, but not the reasoning.
            return;
        }

        if (isReasoning != _isReasoning)
        {
            End();
            _isReasoning = isReasoning;
        }

        text = TerminalText.Of(text);
        _hasText = true;
        if (_isFormatted)
        {
            _blocks.Add(text);
        }
        else
        {
            context.Write(text);
        }
    }

    private void WriteFinished()
    {
        _live.Clear();
        while (_blocks.Take() is { } block)
        {
            context.Output.Write(new Rows(Spaced(block)));
            _previous = block;
        }
    }

    // There is an empty line before each block, except between the lines of a code block.
    private IEnumerable<IRenderable> Spaced(MarkdownBlock block)
    {
        if (!(_previous is { IsCode: true } && block.IsCode))
        {
            yield return Text.Empty;
        }

        yield return _isReasoning ? new Text(block.Text.Trim('\n'), new Style(decoration: Decoration.Dim)) : MarkdownView.Of(block);
    }
}
