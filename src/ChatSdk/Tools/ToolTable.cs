namespace ChatSdk;

/// <summary>The tools of a request by their names, with what runs them.</summary>
internal sealed class ToolTable
{
    private readonly Dictionary<string, Func<ChatToolCall, CancellationToken, ValueTask<string>>> _tools = new(StringComparer.Ordinal);

    /// <summary>Initializes a new instance of the <see cref="ToolTable"/> class.</summary>
    /// <exception cref="ArgumentException">A tool has nothing that runs it.</exception>
    public ToolTable(ChatCompletionRequest request)
    {
        foreach (var function in Functions(request))
        {
            Add(function.Name, function.Handler is { } handler && function.Parameters is { } schema ? Checked(handler, new SchemaCheck(schema)) : function.Handler);
        }

        foreach (var tool in (request.Tools ?? []).Select(tool => tool.CustomDefinition).OfType<CustomTool>())
        {
            Add(tool.Name, tool.Handler);
        }
    }

    /// <summary>Runs a call.</summary>
    /// <exception cref="ToolArgumentException">There is no such tool, or the arguments do not fit.</exception>
    public ValueTask<string> RunAsync(ChatToolCall call, CancellationToken cancellationToken)
    {
        var name = ToolCalls.NameOf(call);
        return _tools.TryGetValue(name, out var handler)
            ? handler(call, cancellationToken)
            : throw new ToolArgumentException($"There is no tool '{OneLine.Of(name, 100)}'. The tools are: {string.Join(", ", _tools.Keys)}.");
    }

    private static IEnumerable<ChatFunction> Functions(ChatCompletionRequest request) =>
        (request.Tools ?? []).Select(tool => tool.FunctionDefinition).OfType<ChatFunction>().Concat(request.Functions ?? []);

    private static Func<ChatToolCall, CancellationToken, ValueTask<string>> Checked(Func<ChatToolCall, CancellationToken, ValueTask<string>> handler, SchemaCheck check) =>
        (call, cancellationToken) => check.Find(ToolArguments.Parse(call)) is { } finding
            ? throw new ToolArgumentException($"The arguments do not fit: {finding}")
            : handler(call, cancellationToken);

    private void Add(string? name, Func<ChatToolCall, CancellationToken, ValueTask<string>>? handler) => _tools[name ?? ""] = handler
        ?? throw WrongArgument.Because($"The tool '{name}' has nothing that runs it: make it with ChatTool.FromDelegate or give it a handler by WithHandler.", "request");
}
