using System.Globalization;
using System.Text;

namespace ChatSdk.Tool.Tests;

/// <summary>Determines what a terminal shows after it has received output that may move the cursor.</summary>
internal static class TerminalScreen
{
    /// <summary>Returns the lines of the terminal, with the escape sequences for colors and styles.</summary>
    public static string Of(string output)
    {
        List<StringBuilder> lines = [new()];
        var (row, column) = (0, 0);
        for (var index = 0; index < output.Length; index++)
        {
            switch (output[index])
            {
                case '\n':
                    (row, column) = (row + 1, 0);
                    lines.AddRange(Enumerable.Range(lines.Count, Math.Max(0, row + 1 - lines.Count)).Select(_ => new StringBuilder()));
                    break;
                case '\r':
                    column = 0;
                    break;
                case '\e':
                    var end = output.AsSpan(index).IndexOfAny("mAJhl") + index;
                    Apply(output[index..(end + 1)]);
                    index = end;
                    break;
                default:
                    Put(output[index].ToString());
                    break;
            }
        }

        return string.Join('\n', lines);

        void Put(string text)
        {
            lines[row].Remove(column, Math.Min(text.Length, lines[row].Length - column)).Insert(column, text);
            column += text.Length;
        }

        void Apply(string sequence)
        {
            switch (sequence[^1])
            {
                case 'A':
                    row -= int.Parse(sequence[2..^1], CultureInfo.InvariantCulture);
                    break;
                case 'J':
                    lines.RemoveRange(row + 1, lines.Count - row - 1);
                    lines[row].Clear();
                    break;
                case 'm':
                    lines[row].Insert(column, sequence);
                    column += sequence.Length;
                    break;
            }
        }
    }
}
