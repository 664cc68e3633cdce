using System.Globalization;
using Spectre.Console;

namespace ChatSdk.Tool;

/// <summary>
/// Lets the user edit a line in a terminal: the arrow keys move the cursor and recall earlier lines. A line that is too long for the
/// terminal is scrolled. The editor uses no escape sequences.
/// </summary>
internal sealed class LineEditor(IAnsiConsole console, InputHistory history)
{
    private string _text = "";
    private int _cursor;
    private string _draft = "";
    private int _place;

    /// <summary>Reads a line.</summary>
    /// <param name="prompt">The text before the line.</param>
    /// <param name="text">The initial text of the line, which the user can edit.</param>
    /// <param name="cancellationToken">Cancels the input. The text that was entered is lost.</param>
    /// <returns>The line; <see langword="null"/> if the user presses Ctrl-D on an empty line, or if no key can be read.</returns>
    /// <exception cref="OperationCanceledException">The token was canceled.</exception>
    public async Task<string?> ReadLineAsync(string prompt, string text, CancellationToken cancellationToken)
    {
        (_place, _draft) = (history.Count, "");
        Set(text);
        try
        {
            while (true)
            {
                Draw(prompt);
                var input = await console.Input.ReadKeyAsync(intercept: true, cancellationToken);
                cancellationToken.ThrowIfCancellationRequested();
                if (input is not { } key || (key is { Key: ConsoleKey.D, Modifiers: ConsoleModifiers.Control } && _text.Length == 0))
                {
                    return null;
                }

                if (key.Key == ConsoleKey.Enter || key.KeyChar is '\r' or '\n')
                {
                    return _text;
                }

                Apply(key);
            }
        }
        finally
        {
            await console.Profile.Out.Writer.WriteLineAsync();
        }
    }

    private void Apply(ConsoleKeyInfo key)
    {
        switch (MeaningOf(key))
        {
            case ConsoleKey.Backspace:
                Remove(Previous(), _cursor);
                break;
            case ConsoleKey.Delete:
                Remove(_cursor, Next());
                break;
            case ConsoleKey.LeftArrow:
                _cursor = Previous();
                break;
            case ConsoleKey.RightArrow:
                _cursor = Next();
                break;
            case ConsoleKey.Home:
                _cursor = 0;
                break;
            case ConsoleKey.End:
                _cursor = _text.Length;
                break;
            case ConsoleKey.UpArrow:
                Recall(_place - 1);
                break;
            case ConsoleKey.DownArrow:
                Recall(_place + 1);
                break;
            case ConsoleKey.U when IsControl(key):
                Remove(0, _cursor);
                break;
            case ConsoleKey.K when IsControl(key):
                Remove(_cursor, _text.Length);
                break;
            default:
                Insert(key.KeyChar);
                break;
        }
    }

    private static bool IsControl(ConsoleKeyInfo key) => key.Modifiers.HasFlag(ConsoleModifiers.Control);

    // Ctrl-A, Ctrl-D and Ctrl-E have the same meaning as in a shell.
    private static ConsoleKey MeaningOf(ConsoleKeyInfo key) => key.Key switch
    {
        ConsoleKey.A when IsControl(key) => ConsoleKey.Home,
        ConsoleKey.D when IsControl(key) => ConsoleKey.Delete,
        ConsoleKey.E when IsControl(key) => ConsoleKey.End,
        _ => key.Key,
    };

    private void Insert(char character)
    {
        if (!char.IsControl(character))
        {
            _text = _text.Insert(_cursor, character.ToString());
            _cursor++;
        }
    }

    private void Remove(int from, int to)
    {
        _text = _text.Remove(from, to - from);
        _cursor = from;
    }

    private void Recall(int place)
    {
        if (place < 0 || place > history.Count)
        {
            return;
        }

        _draft = _place == history.Count ? _text : _draft;
        _place = place;
        Set(place == history.Count ? _draft : history[place]);
    }

    private void Set(string text) => (_text, _cursor) = (text, text.Length);

    // The cursor moves by one visible character, such as an emoji, even if it consists of several code points.
    private int Next() => _cursor + StringInfo.GetNextTextElementLength(_text.AsSpan(_cursor));

    private int Previous()
    {
        var starts = StringInfo.ParseCombiningCharacters(_text);
        return Array.FindLast(starts, start => start < _cursor);
    }

    private void Draw(string prompt)
    {
        var width = Math.Max(1, console.Profile.Width - prompt.Length - 1);
        var before = Fit(_text[.._cursor], width, fromEnd: true);
        var after = Fit(_text[_cursor..], width - CellsOf(before), fromEnd: false);
        var rest = new string(' ', width - CellsOf(before) - CellsOf(after));

        // The part before the cursor is written again, which puts the cursor at its end.
        var writer = console.Profile.Out.Writer;
        writer.Write($"\r{prompt}{before}{after}{rest}\r{prompt}{before}");
        writer.Flush();
    }

    private static string Fit(string text, int width, bool fromEnd)
    {
        var elements = new List<string>();
        for (var index = 0; index < text.Length; index += elements[^1].Length)
        {
            elements.Add(StringInfo.GetNextTextElement(text, index));
        }

        var cells = 0;
        var shown = (fromEnd ? Enumerable.Reverse(elements) : elements).TakeWhile(element => (cells += CellsOf(element)) <= width).ToList();
        return string.Concat(fromEnd ? Enumerable.Reverse(shown) : shown).Replace('\n', '⏎');
    }

    private static int CellsOf(string text) => new Spectre.Console.Rendering.Segment(text.Replace('\n', '⏎')).CellCount();
}
