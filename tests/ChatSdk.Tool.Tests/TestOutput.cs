using System.Text;
using Spectre.Console;

namespace ChatSdk.Tool.Tests;

/// <summary>Standard output or standard error of a command. A test can wait until certain text has been written.</summary>
internal sealed class TestOutput : TextWriter
{
    private readonly StringBuilder _text = new();
    private TaskCompletionSource _written = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public TestOutput()
    {
        NewLine = "\n";
        Console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(this), Ansi = AnsiSupport.No, Interactive = InteractionSupport.No });
        Console.Profile.Width = 80;
    }

    public IAnsiConsole Console { get; }

    public override Encoding Encoding => Encoding.UTF8;

    /// <summary>Sets whether the output counts as a terminal, which it does not by default. Even a terminal has no colors, unless a test enables them.</summary>
    public bool IsTerminal
    {
        set => Console.Profile.Capabilities.Interactive = value;
    }

    public string Text
    {
        get
        {
            lock (_text)
            {
                return _text.ToString();
            }
        }
    }

    public IReadOnlyList<string> Lines => Text.TrimEnd('\n').Split('\n');

    public override void Write(char value) => Write(value.ToString());

    public override void Write(char[] buffer, int index, int count) => Write(new string(buffer, index, count));

    public override void Write(string? value)
    {
        lock (_text)
        {
            _text.Append(value);
            _written.TrySetResult();
        }
    }

    /// <summary>Waits until the output contains the text.</summary>
    public async Task WaitForAsync(string text, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task written;
            lock (_text)
            {
                if (_text.ToString().Contains(text, StringComparison.Ordinal))
                {
                    return;
                }

                _written = new(TaskCreationOptions.RunContinuationsAsynchronously);
                written = _written.Task;
            }

            await written.WaitAsync(cancellationToken);
        }
    }
}
