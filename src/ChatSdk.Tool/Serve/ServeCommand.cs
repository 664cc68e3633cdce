using System.CommandLine;
using ChatSdk.Testing;

namespace ChatSdk.Tool;

/// <summary>The command <c>serve</c>, which runs the fake server for clients in any language.</summary>
internal sealed class ServeCommand : ToolSubcommand
{
    private readonly Argument<FileInfo?> _script = new("script") { Description = "A YAML or JSON file with rules and answers. Without a script or a recording, the server echoes each prompt.", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<int> _port = PortOption.Create();
    private readonly Option<FileInfo?> _replay = new("--replay") { Description = "A file written by chatsdk record, whose responses are sent again.", HelpName = "file" };
    private readonly Option<double> _timeScale = new("--time-scale") { Description = "The factor by which recorded delays are multiplied: 0 for no delays, 1 for the recorded speed.", HelpName = "factor" };
    private readonly Option<bool> _strict = new("--strict") { Description = "Reject requests that have no scripted answer. If there was such a request, the exit code is 1." };
    private readonly Option<bool> _json = new("--json") { Description = "Write the address and each request, with its body, as a line of JSON." };

    public ServeCommand(ToolContext context)
        : base(context, "serve", "Runs a fake server on this machine, which answers as scripted or as recorded.")
    {
        Add(_script);
        Add(_port);
        Add(_replay);
        Add(_timeScale);
        Add(_strict);
        _timeScale.MustHaveNoComma();
        Add(_json);
        Validators.Add(result =>
        {
            if (result.GetResult(_timeScale) is { Implicit: false } && result.GetResult(_replay) is null)
            {
                result.AddError("--time-scale requires --replay.");
            }
        });
    }

    public override IReadOnlyList<(string CommandLine, string Description)> Examples =>
    [
        ("chatsdk serve --port 8080", "Echo each prompt:"),
        ("chatsdk serve script.yaml --strict", "Answer as scripted, and reject everything else:"),
        ("chatsdk serve --replay recording.jsonl --time-scale 1", "Replay a recording at its original speed:"),
        ("echo 'rules: [{ when: { contains: weather }, answers: [{ text: Sunny. }] }]' > script.yaml", "Write a script with a rule, for chatsdk serve script.yaml:"),
        ("echo '{\"answers\":[{\"error\":{\"status\":503}}],\"always\":{\"text\":\"Hi.\"}}' > script.json", "Write a script in which the first request fails, for chatsdk serve script.json:"),
    ];

    public override IReadOnlyList<string> Notes =>
    [
        "Scripts:",
        $"  A script has the members {ScriptJson.NamesOf(ScriptJson.Default.ServeScript)}.",
        $"  A rule has the members {ScriptJson.NamesOf(ScriptJson.Default.ScriptRule)}.",
        $"  The condition 'when' has the members {ScriptJson.NamesOf(ScriptJson.Default.ScriptCondition)}.",
        $"  An answer has the members {ScriptJson.NamesOf(ScriptJson.Default.ScriptAnswer)}.",
        "",
    ];

    protected override async Task<int> RunAsync(ParseResult arguments, ToolContext context, CancellationToken cancellationToken)
    {
        var script = arguments.GetValue(_script) is { } file ? ServeScript.Read(file.FullName) : new ServeScript();
        var replay = arguments.GetValue(_replay);
        var port = arguments.GetValue(_port);
        await using var server = replay is null
            ? await FakeChatServer.StartAsync(port, cancellationToken)
            : await FakeChatServer.StartReplayAsync(replay.FullName, arguments.GetValue(_timeScale), port, cancellationToken);
        server.IsStrict = arguments.GetValue(_strict);
        script.ApplyTo(server);
        await ServerRun.UntilCanceledAsync(server, "The fake server is running.", arguments.GetValue(_json), context, cancellationToken);
        return ExitCodes.Success;
    }
}
