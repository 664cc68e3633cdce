using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace ChatSdk.Tool;

/// <summary>The last lines in a terminal, which can be replaced with other lines. The terminal must support cursor movement.</summary>
internal sealed class LiveRegion(IAnsiConsole console)
{
    private int _lines;

    /// <summary>Replaces the content. If it is taller than the terminal, only its end is shown, because lines that have scrolled out of the terminal cannot be replaced.</summary>
    public void Show(IRenderable content)
    {
        Clear();
        var end = new LastLines(content, Math.Max(1, console.Profile.Height - 1));
        console.Write(end);
        _lines = end.Count;
    }

    /// <summary>Removes the content, so that other text can be written in its place.</summary>
    public void Clear()
    {
        if (_lines > 0)
        {
            console.Write(new ControlCode(string.Create(CultureInfo.InvariantCulture, $"\e[{_lines}A\r\e[J")));
            _lines = 0;
        }
    }

    private sealed class LastLines(IRenderable content, int height) : Renderable
    {
        public int Count { get; private set; }

        protected override IEnumerable<Segment> Render(RenderOptions options, int maxWidth)
        {
            var lines = Segment.SplitLines(content.Render(options, maxWidth), maxWidth);
            Count = Math.Min(lines.Count, height);
            return [.. lines.Skip(lines.Count - Count).SelectMany(line => line.Append(Segment.LineBreak))];
        }
    }
}
