using System.Diagnostics;
using System.Globalization;
using Spectre.Console;

namespace ChatSdk.Tool;

/// <summary>A line that shows the progress of a batch. It is written only to a terminal, and is cut to the terminal's width.</summary>
internal sealed class BatchProgress : IDisposable
{
    private static readonly TimeSpan _interval = TimeSpan.FromMilliseconds(100);

    private readonly IAnsiConsole _console;
    private readonly BatchInput _input;
    private readonly BatchOutput _output;
    private readonly ChatClient _client;
    private readonly long _start = Stopwatch.GetTimestamp();
    private long _written;
    private bool _isEnded;

    public BatchProgress(IAnsiConsole console, BatchInput input, BatchOutput output, ChatClient client) =>
        (_console, _input, _output, _client) = (console, input, output, client);

    /// <summary>Shows the current numbers.</summary>
    public void Update()
    {
        if (_console.Profile.Capabilities.Interactive && (_written == 0 || Stopwatch.GetElapsedTime(_written) >= _interval))
        {
            _written = Stopwatch.GetTimestamp();
            Write(Line());
        }
    }

    /// <summary>Removes the line.</summary>
    public void Dispose()
    {
        if (!_isEnded && _written != 0)
        {
            Write("");
        }

        _isEnded = true;
    }

    // After a carriage return, the next text overwrites the line. This also works in terminals that do not support ANSI escape sequences.
    private void Write(string line)
    {
        var width = Math.Max(1, _console.Profile.Width - 1);
        var writer = _console.Profile.Out.Writer;
        writer.Write($"\r{(line.Length > width ? line[..width] : line.PadRight(width))}\r");
        writer.Flush();
    }

    private string Line()
    {
        var done = _output.Succeeded + _output.Failed;
        var rate = (done - _output.Earlier.Count) / Math.Max(0.001, Stopwatch.GetElapsedTime(_start).TotalSeconds);
        var left = rate > 0 ? TimeSpan.FromSeconds(Math.Ceiling((_input.Count - done) / rate)) : TimeSpan.Zero;
        var spent = _client.Budget!.Spent;
        var cost = spent.Cost > 0 ? $" · cost {spent.Cost:0.##}" : "";

        // The most important numbers come first, because a narrow terminal shows only these.
        return string.Create(CultureInfo.InvariantCulture, $"{100.0 * done / Math.Max(1, _input.Count):0}% · {done:N0}/{_input.Count:N0} · {_output.Failed:N0} failed · {left:c} left · {rate:0.0}/s · {spent.TotalTokens:N0} tokens{cost}");
    }
}
