using System.CommandLine;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ChatSdk.Tool;

/// <summary>The command <c>ask</c>, which sends one prompt. It is made for scripts: standard output contains nothing but the answer, and an incomplete answer is a failure.</summary>
internal sealed class AskCommand : ToolSubcommand
{
    private static readonly StructuredOutputOptions _anyObject = new() { Strict = false, AllowSurroundingText = true };

    private readonly ConnectionOptions _connection;
    private readonly Argument<string[]> _prompt = new("prompt") { Description = "The prompt. Words are joined by spaces, and '-' means standard input. Without a prompt, standard input is the prompt.", Arity = ArgumentArity.ZeroOrMore };
    private readonly Option<string?> _system = new("--system", "-s") { Description = "The system message.", HelpName = "text" };
    private readonly Option<FileInfo?> _schema = new("--schema") { Description = "A file with a JSON schema. The answer must be a JSON object. Whether it matches the schema depends on the server.", HelpName = "file" };
    private readonly Option<bool> _json = new("--json") { Description = "Write the complete response as JSON, with the answer, the finish reason and the usage." };
    private readonly Option<bool> _streamJson = new("--stream-json") { Description = "Write each chunk of the answer as a line of JSON, as soon as it is received." };
    private readonly TimeoutOption _timeout = new("the request and its retries");

    public AskCommand(ToolContext context)
        : base(context, "ask", "Sends one prompt, and writes the answer to standard output.")
    {
        Add(_prompt);
        _connection = new ConnectionOptions(this, context);
        Add(_system);
        Add(_schema);
        Add(_json);
        Add(_streamJson);
        Add(_timeout);
        Validators.Add(result =>
        {
            if (result.GetValue(_json) && result.GetValue(_streamJson))
            {
                result.AddError("Use either --json or --stream-json.");
            }
        });
    }

    public override IReadOnlyList<(string CommandLine, string Description)> Examples =>
    [
        ("chatsdk ask --url http://localhost:11434/v1 --model llama3.2 Why is the sky blue?", "Send a prompt to a server on this machine:"),
        ("chatsdk ask \"Summarize this log:\" - < build.log", "Send a prompt, followed by a file:"),
        ("chatsdk ask --schema recipe.schema.json \"A recipe for pancakes\" | jq .ingredients", "Request JSON that matches a schema:"),
        ("chatsdk ask --stream-json Hello | jq -r 'select(.usage) | .usage.total_tokens'", "Read the chunks of a stream:"),
    ];

    protected override async Task<int> RunAsync(ParseResult arguments, ToolContext context, CancellationToken cancellationToken)
    {
        var options = _connection.ResolveWithModel(arguments, context);
        _timeout.Apply(arguments, options);
        var schema = arguments.GetValue(_schema);
        var request = await ReadRequestAsync(arguments, schema, context, cancellationToken);
        using var client = new ChatClient(options);

        if (arguments.GetValue(_streamJson))
        {
            var answer = await WriteChunksAsync(client, request, context, cancellationToken);
            if (schema is not null)
            {
                JsonIn(answer);
            }

            answer.EnsureComplete();
        }
        else if (context.Output.Profile.Capabilities.Interactive && schema is null && !arguments.GetValue(_json))
        {
            await WriteLiveAsync(client, request, context, cancellationToken);
        }
        else
        {
            var answer = await client.CreateAsync(request, cancellationToken: cancellationToken);
            var json = schema is null ? null : JsonIn(answer);
            context.WriteLine(arguments.GetValue(_json) ? JsonSerializer.Serialize(answer) : json ?? answer.TextOrThrow());
            answer.EnsureComplete();
        }

        return ExitCodes.Success;
    }

    private static string JsonIn(ChatCompletion answer) => answer.ReadAs(ToolJson.Default.JsonObject, _anyObject).ToJsonString(ToolJson.Readable);

    private static async Task<ChatCompletion> WriteChunksAsync(ChatClient client, ChatCompletionRequest request, ToolContext context, CancellationToken cancellationToken)
    {
        ChatCompletionAccumulator answer = new();
        await foreach (var chunk in client.CreateStreamAsync(request, cancellationToken: cancellationToken))
        {
            answer.Add(chunk);
            context.WriteLine(JsonSerializer.Serialize(chunk));
        }

        return answer.ToCompletion();
    }

    // The output is a terminal, so the text is written as it is generated.
    private static async Task WriteLiveAsync(ChatClient client, ChatCompletionRequest request, ToolContext context, CancellationToken cancellationToken)
    {
        ChatCompletionAccumulator answer = new();
        try
        {
            await foreach (var chunk in client.CreateStreamAsync(request, cancellationToken: cancellationToken))
            {
                answer.Add(chunk);
                context.Write(TerminalText.Of(chunk.Text));
            }
        }
        finally
        {
            context.WriteLine("");
        }

        answer.ToCompletion().TextOrThrow();
    }

    private async Task<ChatCompletionRequest> ReadRequestAsync(ParseResult arguments, FileInfo? schema, ToolContext context, CancellationToken cancellationToken)
    {
        var format = schema is null ? null : await ReadSchemaAsync(schema, cancellationToken);
        var prompt = await ReadPromptAsync(arguments.GetValue(_prompt) ?? [], context, cancellationToken);
        return new()
        {
            Messages = [.. arguments.GetValue(_system) is { } system ? [ChatMessage.System(system)] : Array.Empty<ChatMessage>(), ChatMessage.User(prompt)],
            ResponseFormat = format,
            StreamOptions = arguments.GetValue(_streamJson) ? new() { IncludeUsage = true } : null,
        };
    }

    private static async Task<string> ReadPromptAsync(string[] words, ToolContext context, CancellationToken cancellationToken)
    {
        if (words.Length == 0 && context.IsInputTerminal)
        {
            throw new ToolException("There is no prompt. Add it to the command line, or redirect standard input.");
        }

        var input = words.Length == 0 || words.Contains("-", StringComparer.Ordinal) ? await context.ReadInputAsync(cancellationToken) : "";
        var prompt = words.Length == 0 ? input : Join(words, input);
        return string.IsNullOrWhiteSpace(prompt) ? throw new ToolException("The prompt is empty.") : prompt;
    }

    // The input is usually a file, so empty lines separate it from the words around it.
    private static string Join(string[] words, string input)
    {
        StringBuilder prompt = new();
        var wasInput = false;
        foreach (var word in words)
        {
            var isInput = word == "-";
            prompt.Append(prompt.Length == 0 ? "" : isInput || wasInput ? "\n\n" : " ").Append(isInput ? input : word);
            wasInput = isInput;
        }

        return prompt.ToString();
    }

    private static async Task<ResponseFormat> ReadSchemaAsync(FileInfo file, CancellationToken cancellationToken)
    {
        try
        {
            var schema = JsonNode.Parse(await File.ReadAllBytesAsync(file.FullName, cancellationToken)) as JsonObject;
            return ResponseFormat.ForSchema(NameOf(file), schema ?? throw new ToolException($"{file.Name} is not a JSON schema: it must be a JSON object."), strict: true);
        }
        catch (JsonException exception)
        {
            throw new ToolException($"{file.Name} is not a JSON schema: its JSON is invalid on line {exception.LineNumber + 1}.");
        }
    }

    // Servers accept only these characters in the name of a schema.
    private static string NameOf(FileInfo file)
    {
        var name = string.Concat(file.Name.TakeWhile(character => character != '.').Select(character => char.IsAsciiLetterOrDigit(character) || character is '_' or '-' ? character : '_'));
        return name.Length is > 0 and <= 64 ? name : "answer";
    }
}
