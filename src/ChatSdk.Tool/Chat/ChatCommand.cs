using System.CommandLine;

namespace ChatSdk.Tool;

/// <summary>The command <c>chat</c>, a conversation in the terminal.</summary>
internal sealed class ChatCommand : ToolSubcommand
{
    private readonly ConnectionOptions _connection;
    private readonly Option<string?> _system = new("--system", "-s") { Description = "The system message.", HelpName = "text" };
    private readonly Option<FileInfo?> _tools = new("--tools", "-t") { Description = "A JSON file with tools, [{\"name\":…,\"description\":…,\"parameters\":{…},\"command\":…}]. You are asked before each command runs; if standard input is not a terminal, its next line is your answer (y or n). The command gets the arguments as JSON on standard input, and as environment variables such as ARG_CITY.", HelpName = "file" };
    private readonly TimeoutOption _timeout = new("each answer");

    public ChatCommand(ToolContext context)
        : base(context, "chat", "Starts a conversation. Type /help to list the commands that you can use in it.")
    {
        _connection = new ConnectionOptions(this, context);
        Add(_system);
        Add(_tools);
        Add(_timeout);
    }

    public override IReadOnlyList<(string CommandLine, string Description)> Examples =>
    [
        ("chatsdk chat --url http://localhost:11434/v1 --model llama3.2", "Chat with a model on this machine:"),
        ("chatsdk chat --profile work --system \"Answer briefly.\"", "Chat with the server in a profile:"),
        ("chatsdk chat --tools tools.json", "Let the model use the tools in a file:"),
        ("printf 'Hi\\n/save hi.json\\n' | chatsdk chat", "Send each line of standard input:"),
    ];

    protected override async Task<int> RunAsync(ParseResult arguments, ToolContext context, CancellationToken cancellationToken)
    {
        var options = _connection.ResolveWithModel(arguments, context);
        options.SeparateThinkTags = true;
        _timeout.Apply(arguments, options);
        var tools = arguments.GetValue(_tools) is { } file ? ShellTool.ReadAll(file.FullName) : [];
        using var client = new ChatClient(options);
        var session = new ChatSession(client, options.Model!, context, tools);
        session.SetSystemPrompt(arguments.GetValue(_system));
        await session.RunAsync(cancellationToken);
        return ExitCodes.Success;
    }
}
