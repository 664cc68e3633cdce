namespace ChatSdk;

/// <summary>The tools of a request by name, with their handlers.</summary>
internal sealed class ToolTable
{
    private readonly Dictionary<string, (Func<ChatToolCall, CancellationToken, ValueTask<ChatContent>> Handler, TimeSpan? Timeout, SchemaCheck? Check)> _tools = new(StringComparer.Ordinal);
    private readonly ChatToolRunOptions _options;
    private readonly ChatClientOptions _client;

    /// <summary>Initializes a new instance of the <see cref="ToolTable"/> class.</summary>
    /// <exception cref="ArgumentException">A tool has no handler.</exception>
    public ToolTable(ChatCompletionRequest request, ChatToolRunOptions options, ChatClientOptions client)
    {
        (_options, _client) = (options, client);
        foreach (var function in (request.Tools?.Items ?? []).Select(tool => tool.Function).OfType<ChatFunction>().Concat(request.Functions ?? []))
        {
            Add(function.Name, function.ContentHandler, function.Timeout, function.Parameters is { } schema ? new SchemaCheck(schema) : null);
        }

        foreach (var tool in (request.Tools?.Items ?? []).Select(tool => tool.Custom).OfType<CustomTool>())
        {
            Add(tool.Name, tool.ContentHandler, tool.Timeout, check: null);
        }
    }

    /// <summary>Prepares a call: converts arguments that do not match the schema, if the options permit this, and determines whether the call can run.</summary>
    public PreparedCall Prepare(ChatToolCall call, CancellationToken cancellationToken)
    {
        var name = CallsInMessage.NameOf(call);
        if (!_tools.TryGetValue(name, out var tool))
        {
            return new PreparedCall(call, new ToolArgumentException($"There is no tool '{OneLine.Of(name, 100)}'. The tools are: {string.Join(", ", _tools.Keys)}."), []);
        }

        try
        {
            return tool.Check is { } check ? Prepare(call, check, cancellationToken) : new PreparedCall(call, null, []);
        }
        catch (ToolArgumentException exception)
        {
            return new PreparedCall(call, exception, []);
        }
        catch (SchemaMismatchException exception)
        {
            return new PreparedCall(call, Mismatch(exception.Message), []);
        }
    }

    /// <summary>Runs a call.</summary>
    /// <exception cref="ToolArgumentException">The tool does not exist, or the arguments are not valid JSON or do not match the schema.</exception>
    /// <exception cref="TimeoutException">The tool did not complete within its time limit.</exception>
    public ValueTask<ChatContent> RunAsync(PreparedCall prepared, CancellationToken cancellationToken) => ToolSpans.AreObserved(_client)
        ? ToolSpans.ToolAsync(_client, prepared.Call, () => InvokeAsync(prepared, cancellationToken), cancellationToken)
        : InvokeAsync(prepared, cancellationToken);

    private ValueTask<ChatContent> InvokeAsync(PreparedCall prepared, CancellationToken cancellationToken)
    {
        if (prepared.Mistake is { } mistake)
        {
            throw mistake;
        }

        var tool = _tools[CallsInMessage.NameOf(prepared.Call)];
        return ToolTimeLimit.RunAsync(token => tool.Handler(prepared.Call, token), tool.Timeout ?? _options.ToolTimeout, _client.TimeProvider, cancellationToken);
    }

    private PreparedCall Prepare(ChatToolCall call, SchemaCheck check, CancellationToken cancellationToken)
    {
        var arguments = ToolArguments.Parse(call);
        var finding = check.Find(arguments, cancellationToken);

        // Arguments that match the schema are not converted, except whole numbers such as 3.0.
        var fit = new SchemaFit(check, _options.LenientArguments && finding is not null, cancellationToken);
        if (fit.Apply(arguments) is not { } fitting || check.Find(fitting, cancellationToken) is not null)
        {
            return new PreparedCall(call, finding is null ? null : Mismatch(finding), []);
        }

        var function = call.Function! with { Arguments = fitting.GetRawText() };
        return new PreparedCall(call with { Function = function }, null, fit.Converted);
    }

    private static ToolArgumentException Mismatch(string finding) => new($"The arguments do not match the schema: {finding}");

    private void Add(string? name, Func<ChatToolCall, CancellationToken, ValueTask<ChatContent>>? handler, TimeSpan? timeout, SchemaCheck? check) => _tools[name ?? ""] =
        (handler ?? throw WrongArgument.Because($"The tool '{name}' has no handler. Create it with ChatTool.FromDelegate or add a handler with WithHandler.", "request"), timeout, check);
}
