using ChatSdk.Testing;
using Spectre.Console;

namespace ChatSdk.Tool.Tests;

/// <summary>The base class of the tests that run a command against a fake server.</summary>
[CancelAfter(60_000)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public abstract class ToolTest : IDisposable
{
    protected FakeChatServer Server { get; private set; } = null!;

    /// <summary>Gets a temporary folder, which is initially empty. The program also looks for its configuration there.</summary>
    protected string Folder { get; } = Directory.CreateTempSubdirectory("chatsdk-tool-").FullName;

    protected IDictionary<string, string> Variables { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    protected TextReader Input { get; set; } = TextReader.Null;

    protected bool IsInputTerminal { get; set; }

    internal TestOutput Output { get; } = new();

    internal TestOutput Error { get; } = new();

    /// <summary>Gets a token that ends a test that hangs.</summary>
    protected static CancellationToken Guard => TestContext.CurrentContext.CancellationToken;

    /// <summary>Gets or sets the terminal in which the user types; <see langword="null"/> if there is none.</summary>
    internal TypingConsole? Terminal { get; set; }

    /// <summary>Gets the context in which commands run. A new one is created if <see cref="Input"/> has changed.</summary>
    internal ToolContext Context => field is { } context && context.Input == Input ? context
        : field = new(Input, (IAnsiConsole?)Terminal ?? Output.Console, Error.Console, name => Variables.TryGetValue(name, out var value) ? value : null) { IsInputTerminal = IsInputTerminal || Terminal is not null };

    [SetUp]
    public async Task StartServerAsync()
    {
        Variables["XDG_CONFIG_HOME"] = Folder;
        Variables["APPDATA"] = Folder;
        Server = await FakeChatServer.StartAsync(Guard);
    }

    [TearDown]
    public async Task StopServerAsync()
    {
        await Server.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }

    public void Dispose()
    {
        Output.Dispose();
        Error.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Runs the program, and returns its exit code.</summary>
    protected Task<int> RunAsync(params string[] arguments) => ToolCommand.RunAsync(Context, arguments).WaitAsync(Guard);

    /// <summary>Writes a file to <see cref="Folder"/>, and returns its path.</summary>
    protected string WriteFile(string name, string content)
    {
        var path = Path.Combine(Folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
        return path;
    }

    protected void WriteProfiles(string json) => WriteFile("chatsdk/profiles.json", json);
}
