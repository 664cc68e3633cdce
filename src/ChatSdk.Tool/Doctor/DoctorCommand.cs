using System.CommandLine;
using System.Globalization;
using Spectre.Console;

namespace ChatSdk.Tool;

/// <summary>The command <c>doctor</c>, which reports what a server supports.</summary>
internal sealed class DoctorCommand : ToolSubcommand
{
    private readonly Argument<string?> _url = new("url") { Description = "The address of the server, such as http://localhost:11434/v1.", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<string[]> _only = Names("--only", $"Run only these probes, and those that they need. Specify the address before this option. Groups: {string.Join(", ", ProbeList.Groups)}.");
    private readonly Option<string[]> _skip = Names("--skip", "Do not run these probes, unless other probes need them.");
    private readonly Option<int?> _maxTokens = new("--max-tokens") { Description = "The maximum number of tokens for all requests together. The default is 50,000.", HelpName = "tokens" };
    private readonly Option<double?> _timeout = new("--timeout") { Description = "The time limit for each probe, in seconds. The default is 60.", HelpName = "seconds" };
    private readonly Option<string> _format = new("--format", "-f") { Description = "The format of the report.", DefaultValueFactory = _ => "table" };
    private readonly Option<bool> _json = new("--json") { Description = "The same as --format json." };
    private readonly Option<string?> _output = new("--output", "-o") { Description = "The file to write the complete report to.", HelpName = "file" };
    private readonly Option<string[]> _compare = new("--compare") { Description = "Compare two servers: addresses, or files with reports in JSON.", HelpName = "server", Arity = ArgumentArity.OneOrMore, AllowMultipleArgumentsPerToken = true };
    private readonly ConnectionOptions _connection;

    public DoctorCommand(ToolContext context)
        : base(context, "doctor", "Reports what a server supports, how it differs from the protocol, and which options to set.")
    {
        _maxTokens.MustBePositive();
        _timeout.MustBePositive();
        _output.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var file }] && !Directory.Exists(Path.GetDirectoryName(Path.GetFullPath(file))))
            {
                result.AddError($"The folder of {file} does not exist.");
            }
        });
        _format.AcceptOnlyFromAmong("table", "markdown", "html", "json");
        Add(_url);
        _connection = new(this, context);
        foreach (var option in new Option[] { _only, _skip, _maxTokens, _timeout, _format, _json, _output, _compare })
        {
            Add(option);
        }
    }

    public override IReadOnlyList<(string CommandLine, string Description)> Examples =>
    [
        ("chatsdk doctor http://localhost:11434/v1", "Probe a local server:"),
        ("chatsdk doctor https://host/v1 --model small --format html --output report.html", "Write a report for the vendor:"),
        ("chatsdk doctor https://host/v1 --only tools --skip tool-parallel", "Run only some probes:"),
        ("chatsdk doctor --compare before.json after.json", "Compare two reports:"),
    ];

    protected override async Task<int> RunAsync(ParseResult arguments, ToolContext context, CancellationToken cancellationToken)
    {
        if (arguments.GetValue(_compare) is { Length: > 0 } servers)
        {
            return await CompareAsync(servers, arguments, context, cancellationToken);
        }

        var report = await ProbeAsync(_connection.Resolve(arguments, context, arguments.GetValue(_url)), arguments, context, cancellationToken);
        var format = Format(arguments);
        if (report.Failure is null || format != "table")
        {
            Write(arguments, context, format switch
            {
                "json" => ReportJson.Write(report),
                "markdown" => ReportMarkdown.Write(report),
                "html" => ReportHtml.Write(report),
                _ => null,
            }, console => ReportTable.Write(console, report));
        }

        return report.Failure is null ? ExitCodes.Success : throw new ToolException(report.Failure, report.ExitCode);
    }

    private static Option<string[]> Names(string name, string description)
    {
        var option = new Option<string[]>(name) { Description = description, HelpName = "probe", AllowMultipleArgumentsPerToken = true };
        option.AcceptOnlyFromAmong([.. ProbeList.Groups.Concat(ProbeList.All.Select(probe => probe.Name)).Distinct(StringComparer.Ordinal)]);
        return option;
    }

    private async Task<int> CompareAsync(string[] servers, ParseResult arguments, ToolContext context, CancellationToken cancellationToken)
    {
        if (servers.Length != 2 || arguments.GetValue(_url) is not null)
        {
            throw new ToolException("To compare, specify exactly two servers, both after --compare: addresses, or files with reports in JSON.");
        }

        if (Array.Find(servers, server => server.EndsWith(".json", StringComparison.OrdinalIgnoreCase) && !File.Exists(server)) is { } missing)
        {
            throw new ToolException($"The file {missing} does not exist.");
        }

        var connections = servers.Select(server => File.Exists(server) ? null : _connection.Resolve(arguments, context, server)).ToList();
        if (connections is [{ ApiKey: not null } one, { ApiKey: not null } other] && !ServerOrigin.IsSame(new Uri(one.BaseAddress!), new Uri(other.BaseAddress!)))
        {
            throw new ToolException("The key would be sent to two servers. Write a report for each server with --format json, and compare the files.");
        }

        List<DoctorReport> reports = [];
        foreach (var (server, connection) in servers.Zip(connections))
        {
            var report = connection is null ? ReportJson.ReadFile(server) : await ProbeAsync(connection, arguments, context, cancellationToken);
            reports.Add(report.Failure is null ? report : throw new ToolException($"{report.Address}: {report.Failure}", report.ExitCode));
        }

        var comparison = DoctorComparison.Of(reports[0], reports[1]);
        Write(arguments, context, Format(arguments) switch
        {
            "json" => ReportJson.Write(comparison),
            "markdown" => ReportMarkdown.Write(comparison),
            "html" => ReportHtml.Write(comparison),
            _ => null,
        }, console => ReportTable.Write(console, comparison));
        return ExitCodes.Success;
    }

    private async Task<DoctorReport> ProbeAsync(ChatClientOptions options, ParseResult arguments, ToolContext context, CancellationToken cancellationToken)
    {
        var run = new DoctorRun(arguments.GetValue(_only) ?? [], arguments.GetValue(_skip) ?? []);
        var maxTokens = arguments.GetValue(_maxTokens) ?? 50_000;
        var timeLimit = TimeSpan.FromSeconds(arguments.GetValue(_timeout) ?? 60);
        var connection = ServerConnection.From(options);
        context.WriteErrorLine(string.Create(CultureInfo.InvariantCulture, $"Running {run.Count} probes on {connection.SafeAddress}: about {run.Tokens:n0} tokens, and at most {maxTokens:n0}."));
        return !context.Error.Profile.Capabilities.Interactive
            ? await run.RunAsync(connection, maxTokens, timeLimit, _ => { }, cancellationToken)
            : await context.Error.Status().StartAsync("…", status =>
                run.RunAsync(connection, maxTokens, timeLimit, probe => status.Status(Markup.Escape(probe.Title)), cancellationToken));
    }

    private string Format(ParseResult arguments) => arguments.GetValue(_json) ? "json" : arguments.GetValue(_format)!;

    private void Write(ParseResult arguments, ToolContext context, string? text, Action<IAnsiConsole> writeTable)
    {
        if (arguments.GetValue(_output) is not { } file)
        {
            if (text is null)
            {
                writeTable(context.Output);
            }
            else
            {
                context.Write(text);
            }

            return;
        }

        // A temporary file is written first, so that the report is never incomplete.
        var unfinished = $"{file}.{Environment.ProcessId}.tmp";
        File.WriteAllText(unfinished, text ?? PlainTable(writeTable));
        File.Move(unfinished, file, overwrite: true);
    }

    private static string PlainTable(Action<IAnsiConsole> write)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(text), Ansi = AnsiSupport.No });
        console.Profile.Width = 100;
        write(console);
        return text.ToString();
    }
}
