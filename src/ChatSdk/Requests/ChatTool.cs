using System.Text.Json;
using System.Text.Json.Serialization;

namespace ChatSdk;

/// <summary>A tool that the model may call.</summary>
[JsonConverter(typeof(WireConverter<ChatTool>))]
public sealed partial record ChatTool() : WireRecord
{
    /// <summary>Gets the kind: <c>function</c>, <c>custom</c>, or one of the server's own.</summary>
    [JsonPropertyName("type")]
    public string? Type { get; init; }

    /// <summary>Gets the function, for the kind <c>function</c>.</summary>
    [JsonPropertyName("function")]
    public ChatFunction? FunctionDefinition { get; init; }

    /// <summary>Gets the free-text tool, for the kind <c>custom</c>.</summary>
    [JsonPropertyName("custom")]
    public CustomTool? CustomDefinition { get; init; }

    /// <summary>Gets the name by which the model calls the tool; <see langword="null"/> for the server's own kinds.</summary>
    [JsonIgnore]
    public string? Name => FunctionDefinition?.Name ?? CustomDefinition?.Name;

    /// <summary>Gives a tool that is a function.</summary>
    /// <param name="name">The function's name: 1 to 64 letters, digits, <c>_</c> and <c>-</c>.</param>
    /// <param name="description">What it does, in words for the model; <see langword="null"/> is not sent.</param>
    /// <param name="parameters">The JSON schema of its arguments; <see langword="null"/> for a function without any.</param>
    /// <param name="strict">Whether the arguments must fit the schema; <see langword="null"/> is not sent.</param>
    /// <returns>The tool.</returns>
    /// <exception cref="ArgumentException">The name cannot be used.</exception>
    public static ChatTool Function(string name, string? description = null, JsonElement? parameters = null, bool? strict = null) => new()
    {
        Type = "function",
        FunctionDefinition = new() { Name = SchemaName.Check(name, nameof(name)), Description = description, Parameters = parameters, Strict = strict },
    };

    /// <summary>Gives a tool that takes free text instead of JSON arguments.</summary>
    /// <param name="name">The tool's name: 1 to 64 letters, digits, <c>_</c> and <c>-</c>.</param>
    /// <param name="description">What it does, in words for the model; <see langword="null"/> is not sent.</param>
    /// <param name="format">The form of the text, such as a grammar; <see langword="null"/> for any text.</param>
    /// <returns>The tool.</returns>
    /// <exception cref="ArgumentException">The name cannot be used.</exception>
    public static ChatTool Custom(string name, string? description = null, JsonElement? format = null) => new()
    {
        Type = "custom",
        CustomDefinition = new() { Name = SchemaName.Check(name, nameof(name)), Description = description, Format = format },
    };

    /// <summary>
    /// Gives a tool that is a C# function: its name, description and JSON schema come from the delegate, and
    /// <c>RunToolsAsync</c> calls it with the model's arguments.
    /// </summary>
    /// <param name="function">
    /// The function. Its parameters become the members of the schema, with their <c>[Description]</c>; one with a default value
    /// or of a nullable type need not be given. Left out of the schema and filled in are a <see cref="CancellationToken"/>, a
    /// <see cref="ChatToolCall"/> and services. It may return a text, which goes to the model as it is, anything else, which goes
    /// as JSON, or a task of either. It may be called by several threads at once.
    /// </param>
    /// <param name="context">Knows the types of parameters and result; texts, numbers, dates and lists of text need none.</param>
    /// <param name="name">The name; the method's by default, without <c>Async</c> at its end. A lambda must be given one.</param>
    /// <param name="description">What it does, in words for the model; the method's <c>[Description]</c> by default.</param>
    /// <param name="strict">
    /// Whether the server must hold the arguments to the schema; <see langword="null"/> is not sent. In the strict form nothing can
    /// be left out: the model gives <see langword="null"/> for a parameter whose default it wants.
    /// </param>
    /// <param name="services">
    /// Gives the parameters that are services: of type <see cref="IServiceProvider"/>, with <c>[FromKeyedServices]</c>, or of a
    /// type that is registered and that <paramref name="context"/> does not know.
    /// </param>
    /// <returns>The tool.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="function"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">
    /// The name cannot be used; a parameter is passed by reference, a pointer or a span; or a type is not known to
    /// <paramref name="context"/> or has no strict schema. The message says which.
    /// </exception>
    public static ChatTool FromDelegate(Delegate function, JsonSerializerContext? context = null, string? name = null, string? description = null, bool? strict = null, IServiceProvider? services = null)
    {
        ArgumentNullException.ThrowIfNull(function);
        var tool = new DelegateTool(function, new ToolTypes(context), services);
        var words = description ?? TypeSchema.DescriptionOf(function.Method);
        return Function(name ?? DelegateName.Of(function.Method), words, tool.Schema(strict == true), strict).WithHandler(tool.InvokeAsync);
    }

    /// <summary>Gives this tool with what <c>RunToolsAsync</c> runs for it.</summary>
    /// <param name="handler">
    /// Gets the model's call, and gives the result for the model. It may be called by several threads at once. What it throws
    /// is told to the model; see <see cref="ChatToolRunOptions"/>.
    /// </param>
    /// <returns>A copy of the tool.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="handler"/> is <see langword="null"/>.</exception>
    /// <exception cref="InvalidOperationException">The tool is neither a function nor a custom one, so the server runs it.</exception>
    public ChatTool WithHandler(Func<ChatToolCall, CancellationToken, ValueTask<string>> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return FunctionDefinition is { } function ? this with { FunctionDefinition = function with { Handler = handler } }
            : CustomDefinition is { } custom ? this with { CustomDefinition = custom with { Handler = handler } }
            : throw new InvalidOperationException($"A tool of the kind '{OneLine.Of(Type ?? "", 50)}' is run by the server and takes no handler.");
    }
}
