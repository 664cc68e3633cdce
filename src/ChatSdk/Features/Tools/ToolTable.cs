namespace ChatSdk;

/// <summary>The tools of a request by their names, with what runs them.</summary>
internal sealed class ToolTable
{
    private readonly Dictionary<string, (Func<ChatToolCall, CancellationToken, ValueTask<string>> Handler, SchemaCheck? Check)> _tools = new(StringComparer.Ordinal);

    /// <summary>Initializes a new instance of the <see cref="ToolTable"/> class.</summary>
    /// <exception cref="ArgumentException">A tool has nothing that runs it.</exception>
    public ToolTable(ChatCompletionRequest request)
    {
        foreach (var function in (request.Tools?.Items ?? []).Select(tool => tool.Function).OfType<ChatFunction>().Concat(request.Functions ?? []))
        {
            Add(function.Name, function.Handler, function.Parameters is { } schema ? new SchemaCheck(schema) : null);
        }

        foreach (var tool in (request.Tools?.Items ?? []).Select(tool => tool.Custom).OfType<CustomTool>())
        {
            Add(tool.Name, tool.Handler, check: null);
        }
    }

    /// <summary>Tells the model why a call cannot run: there is no such tool, or the arguments do not fit; <see langword="null"/> if it can.</summary>
    public ToolArgumentException? FindMistake(ChatToolCall call)
    {
        var name = CallsInMessage.NameOf(call);
        if (!_tools.TryGetValue(name, out var tool))
        {
            return new ToolArgumentException($"There is no tool '{OneLine.Of(name, 100)}'. The tools are: {string.Join(", ", _tools.Keys)}.");
        }

        try
        {
            return tool.Check?.Find(ToolArguments.Parse(call)) is { } finding ? new ToolArgumentException($"The arguments do not fit: {finding}") : null;
        }
        catch (ToolArgumentException exception)
        {
            return exception;
        }
    }

    /// <summary>Runs a call.</summary>
    /// <exception cref="ToolArgumentException">There is no such tool, or the arguments do not fit.</exception>
    public ValueTask<string> RunAsync(ChatToolCall call, CancellationToken cancellationToken) =>
        FindMistake(call) is { } mistake ? throw mistake : _tools[CallsInMessage.NameOf(call)].Handler(call, cancellationToken);

    private void Add(string? name, Func<ChatToolCall, CancellationToken, ValueTask<string>>? handler, SchemaCheck? check) => _tools[name ?? ""] =
        (handler ?? throw WrongArgument.Because($"The tool '{name}' has nothing that runs it: make it with ChatTool.FromDelegate or give it a handler by WithHandler.", "request"), check);
}
