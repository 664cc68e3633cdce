using System.Text.Json.Serialization;

namespace ChatSdk;

public sealed partial record ChatTool
{
    /// <summary>
    /// Creates a tool that is a C# function: its name, description and JSON schema come from the delegate, and
    /// <c>RunToolsAsync</c> calls it with the model's arguments: <c>ChatTool.FromDelegate((string city) => …, "weather", "Gets the weather.")</c>.
    /// </summary>
    /// <param name="function">
    /// The function. Its parameters become the members of the schema, with their <c>[Description]</c>; one with a default value
    /// or of a nullable type need not be given. Left out of the schema and filled in are a <see cref="CancellationToken"/>, a
    /// <see cref="ChatToolCall"/> and services. It may return text, which goes to the model as it is, anything else, which goes
    /// as JSON, or a task of either. It may be called by several threads at once.
    /// </param>
    /// <param name="name">The name; the method's by default, without <c>Async</c> at its end. A lambda must be given one.</param>
    /// <param name="description">What it does, in words for the model; the method's <c>[Description]</c> by default.</param>
    /// <param name="strict">
    /// Whether the server must hold the arguments to the schema; <see langword="null"/> is not sent. In the strict form nothing can
    /// be left out: the model gives <see langword="null"/> for a parameter whose default it wants.
    /// </param>
    /// <param name="services">
    /// Provides the parameters that are services: of type <see cref="IServiceProvider"/>, with <c>[FromKeyedServices]</c>, or of a
    /// type that is registered and that is no text, number, date or list of text.
    /// </param>
    /// <returns>The tool.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="function"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">
    /// The name cannot be used; a parameter is passed by reference, a pointer or a span; or a type needs a
    /// <see cref="JsonSerializerContext"/> or has no strict schema. The message says which.
    /// </exception>
    public static ChatTool FromDelegate(Delegate function, string? name = null, string? description = null, bool? strict = null, IServiceProvider? services = null) =>
        FromDelegate(function, context: null, name, description, strict, services);

    /// <summary>Creates a tool that is a C# function whose parameters or result are of types of your own.</summary>
    /// <param name="function">
    /// The function. Its parameters become the members of the schema, with their <c>[Description]</c>; one with a default value
    /// or of a nullable type need not be given. Left out of the schema and filled in are a <see cref="CancellationToken"/>, a
    /// <see cref="ChatToolCall"/> and services. It may return text, which goes to the model as it is, anything else, which goes
    /// as JSON, or a task of either. It may be called by several threads at once.
    /// </param>
    /// <param name="context">Knows the types of parameters and result; text, numbers, dates and lists of text need none.</param>
    /// <param name="name">The name; the method's by default, without <c>Async</c> at its end. A lambda must be given one.</param>
    /// <param name="description">What it does, in words for the model; the method's <c>[Description]</c> by default.</param>
    /// <param name="strict">
    /// Whether the server must hold the arguments to the schema; <see langword="null"/> is not sent. In the strict form nothing can
    /// be left out: the model gives <see langword="null"/> for a parameter whose default it wants.
    /// </param>
    /// <param name="services">
    /// Provides the parameters that are services: of type <see cref="IServiceProvider"/>, with <c>[FromKeyedServices]</c>, or of a
    /// type that is registered and that <paramref name="context"/> does not know.
    /// </param>
    /// <returns>The tool.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="function"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">
    /// The name cannot be used; a parameter is passed by reference, a pointer or a span; or a type is not known to
    /// <paramref name="context"/> or has no strict schema. The message says which.
    /// </exception>
    public static ChatTool FromDelegate(Delegate function, JsonSerializerContext? context, string? name = null, string? description = null, bool? strict = null, IServiceProvider? services = null)
    {
        ArgumentNullException.ThrowIfNull(function);
        var tool = new DelegateTool(function, new ToolTypes(context), services);
        var words = description ?? TypeSchema.DescriptionOf(function.Method);
        return CreateFunction(name ?? DelegateName.Of(function.Method), words, tool.Schema(strict == true), strict).WithHandler(tool.InvokeAsync);
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
        return Function is { } function ? this with { Function = function with { Handler = handler } }
            : Custom is { } custom ? this with { Custom = custom with { Handler = handler } }
            : throw new InvalidOperationException($"A tool of the kind '{OneLine.Of(Type ?? "", 50)}' is run by the server and takes no handler.");
    }
}
