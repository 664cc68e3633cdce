using System.CommandLine;
using System.Globalization;
using ChatSdk.Testing;

namespace ChatSdk.Tool;

/// <summary>The command <c>chatsdk record</c>, which forwards requests to a real server and records the responses.</summary>
internal sealed class RecordCommand : ToolSubcommand
{
    private readonly Argument<string> _url = new("url") { Description = "The address of the real server, such as https://host/v1." };
    private readonly Option<FileInfo> _to = new("--to") { Description = "The file for the recording. It must not exist yet.", Required = true, HelpName = "file" };
    private readonly Option<int> _port = PortOption.Create();
    private readonly Option<bool> _json = new("--json") { Description = "Write the address and each request, with its body, as a line of JSON." };

    public RecordCommand(ToolContext context)
        : base(context, "record", "Forwards requests to a server, and records the responses for chatsdk serve. Keys are not recorded.")
    {
        Add(_url);
        Add(_to);
        Add(_port);
        Add(_json);
    }

    public override IReadOnlyList<(string CommandLine, string Description)> Examples =>
    [
        ("chatsdk record https://host/v1 --to recording.jsonl --port 8080", "Record the responses to a client that sends requests to http://127.0.0.1:8080/v1 with its own key:"),
        ("chatsdk serve --replay recording.jsonl --port 8080", "Replay the recording with chatsdk serve, without the real server:"),
    ];

    protected override async Task<int> RunAsync(ParseResult arguments, ToolContext context, CancellationToken cancellationToken)
    {
        var file = arguments.GetRequiredValue(_to);
        if (file.Exists)
        {
            throw new ToolException($"{file} already exists. Delete it, or choose another name.");
        }

        var address = ConnectionOptions.Complete(arguments.GetRequiredValue(_url));
        var server = await StartAsync(address, file, arguments.GetValue(_port), cancellationToken);
        await using (server)
        {
            await ServerRun.UntilCanceledAsync(server, $"Requests are forwarded to {HostOf(address)}, and recorded in {file.Name}.", arguments.GetValue(_json), context, cancellationToken);
        }

        if (!arguments.GetValue(_json))
        {
            var count = await CountAsync(file);
            context.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Recorded requests: {count}. {file.Name} contains prompts and answers; review it before you share it."));
        }

        return ExitCodes.Success;
    }

    private static async Task<FakeChatServer> StartAsync(string address, FileInfo file, int port, CancellationToken cancellationToken)
    {
        try
        {
            return await FakeChatServer.StartRecordingAsync(address, file.FullName, port, cancellationToken);
        }
        catch
        {
            // The server could not be started, so the file has no requests.
            file.Delete();
            throw;
        }
    }

    // A request is recorded only if the server responded.
    private static async Task<int> CountAsync(FileInfo file)
    {
        var count = 0;
        await foreach (var line in File.ReadLinesAsync(file.FullName))
        {
            count += line.StartsWith("{\"method\":", StringComparison.Ordinal) ? 1 : 0;
        }

        return count;
    }

    // Only the scheme, host and port are shown, because the rest of the address may contain a key.
    private static string HostOf(string address) => new Uri(address).GetLeftPart(UriPartial.Authority);
}
