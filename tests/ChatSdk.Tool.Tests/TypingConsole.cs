using Spectre.Console;
using Spectre.Console.Rendering;

namespace ChatSdk.Tool.Tests;

/// <summary>A terminal in which scripted keys are pressed. After the last key, the input ends, as if the user had pressed Ctrl-D.</summary>
internal sealed class TypingConsole(IAnsiConsole console) : IAnsiConsole, IAnsiConsoleInput
{
    private readonly Queue<ConsoleKeyInfo> _keys = new();

    public IAnsiConsoleInput Input => this;

    public Spectre.Console.Profile Profile => console.Profile;

    public IAnsiConsoleCursor Cursor => console.Cursor;

    public IExclusivityMode ExclusivityMode => console.ExclusivityMode;

    public RenderPipeline Pipeline => console.Pipeline;

    /// <summary>Presses the keys of a line, and Enter.</summary>
    public TypingConsole Type(string line) => TypeText(line).Press(ConsoleKey.Enter);

    public TypingConsole TypeText(string text)
    {
        foreach (var character in text)
        {
            // For most characters, a terminal reports no ConsoleKey.
            _keys.Enqueue(new ConsoleKeyInfo(character, ConsoleKey.None, shift: false, alt: false, control: false));
        }

        return this;
    }

    public TypingConsole Press(params IEnumerable<ConsoleKey> keys)
    {
        foreach (var key in keys)
        {
            _keys.Enqueue(new ConsoleKeyInfo('\0', key, shift: false, alt: false, control: false));
        }

        return this;
    }

    public TypingConsole PressControl(ConsoleKey key)
    {
        _keys.Enqueue(new ConsoleKeyInfo('\0', key, shift: false, alt: false, control: true));
        return this;
    }

    public void Clear(bool home) => console.Clear(home);

    public void Write(IRenderable renderable) => console.Write(renderable);

    public void WriteAnsi(Action<AnsiWriter> action) => console.WriteAnsi(action);

    public bool IsKeyAvailable() => true;

    public ConsoleKeyInfo? ReadKey(bool intercept) => _keys.TryDequeue(out var key) ? key : null;

    public Task<ConsoleKeyInfo?> ReadKeyAsync(bool intercept, CancellationToken cancellationToken) => Task.FromResult(ReadKey(intercept));
}
