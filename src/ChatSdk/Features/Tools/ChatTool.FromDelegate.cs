using System.Text.Json.Serialization;

namespace ChatSdk;

public sealed partial record ChatTool
{
    /// <summary>
    /// Creates a tool from a C# function. The tool's name, description and JSON schema are derived from the function, and
    /// <c>RunToolsAsync</c> calls the function with the model's arguments: <c>ChatTool.FromDelegate((string city) => …, "weather", "Gets the weather.")</c>.
    /// </summary>
    /// <param name="function">
    /// The function. Its parameters become the members of the schema, with their <c>[Description]</c>; those with a default value
    /// or a nullable type are optional. Services and parameters of type <see cref="CancellationToken"/> or <see cref="ChatToolCall"/>
    /// are not part of the schema. The return value can be a string, which is sent to the model unchanged, a value of any other type, which is
    /// sent as JSON, or a task that returns one of these. Several threads may call the function concurrently.
    /// </param>
    /// <param name="name">The name of the tool; by default, the method's name, without the suffix <c>Async</c> if it returns a task. It is required for a lambda.</param>
    /// <param name="description">The description, which tells the model when and how to use the tool; by default, the method's <c>[Description]</c>.</param>
    /// <param name="strict">
    /// Whether the server must enforce the schema. If it is <see langword="null"/>, <c>strict</c> is not sent. In the strict form, the model cannot
    /// omit arguments; it passes <see langword="null"/> to use a parameter's default value.
    /// </param>
    /// <param name="services">
    /// Provides the parameters that are services: those of type <see cref="IServiceProvider"/>, with <c>[FromKeyedServices]</c>, or
    /// of a registered type other than a string, number, date or list of strings.
    /// </param>
    /// <returns>The tool.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="function"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">
    /// The name is invalid; a parameter is passed by reference or is a pointer or a span; or a type requires a
    /// <see cref="JsonSerializerContext"/> or has no strict schema.
    /// </exception>
    public static ChatTool FromDelegate(Delegate function, string? name = null, string? description = null, bool? strict = null, IServiceProvider? services = null) =>
        FromDelegate(function, context: null, name, description, strict, services);

    /// <summary>Creates a tool from a C# function whose parameters or result have custom types.</summary>
    /// <param name="function">
    /// The function. Its parameters become the members of the schema, with their <c>[Description]</c>; those with a default value
    /// or a nullable type are optional. Services and parameters of type <see cref="CancellationToken"/> or <see cref="ChatToolCall"/>
    /// are not part of the schema. The return value can be a string, which is sent to the model unchanged, a value of any other type, which is
    /// sent as JSON, or a task that returns one of these. Several threads may call the function concurrently.
    /// </param>
    /// <param name="context">The context with the types of the parameters and the result. Strings, numbers, dates and lists of strings need no context.</param>
    /// <param name="name">The name of the tool; by default, the method's name, without the suffix <c>Async</c> if it returns a task. It is required for a lambda.</param>
    /// <param name="description">The description, which tells the model when and how to use the tool; by default, the method's <c>[Description]</c>.</param>
    /// <param name="strict">
    /// Whether the server must enforce the schema. If it is <see langword="null"/>, <c>strict</c> is not sent. In the strict form, the model cannot
    /// omit arguments; it passes <see langword="null"/> to use a parameter's default value.
    /// </param>
    /// <param name="services">
    /// Provides the parameters that are services: those of type <see cref="IServiceProvider"/>, with <c>[FromKeyedServices]</c>, or
    /// of a registered type that <paramref name="context"/> does not include.
    /// </param>
    /// <returns>The tool.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="function"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">
    /// The name is invalid; a parameter is passed by reference or is a pointer or a span; or a type is missing in
    /// <paramref name="context"/> or has no strict schema.
    /// </exception>
    public static ChatTool FromDelegate(Delegate function, JsonSerializerContext? context, string? name = null, string? description = null, bool? strict = null, IServiceProvider? services = null)
    {
        ArgumentNullException.ThrowIfNull(function);
        var tool = new DelegateTool(function, new ToolTypes(context), services);
        var words = description ?? TypeSchema.DescriptionOf(function.Method);
        return CreateFunction(name ?? DelegateName.Of(function.Method), words, tool.Schema(strict == true), strict).WithHandler(tool.InvokeAsync);
    }

    /// <summary>Returns a copy of this tool with the handler that <c>RunToolsAsync</c> calls.</summary>
    /// <param name="handler">
    /// Receives the model's call and returns the result for the model. Several threads may call it concurrently. Exceptions that it
    /// throws are reported to the model; see <see cref="ChatToolRunOptions"/>.
    /// </param>
    /// <returns>A copy of the tool.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="handler"/> is <see langword="null"/>.</exception>
    /// <exception cref="InvalidOperationException">The tool is neither a function nor a custom tool, so the server runs it.</exception>
    public ChatTool WithHandler(Func<ChatToolCall, CancellationToken, ValueTask<string>> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return Change(function => function with { Handler = handler }, custom => custom with { Handler = handler });
    }

    /// <summary>Returns a copy of this tool with a handler whose result can have several parts, such as text and images. Many servers accept only text.</summary>
    /// <param name="handler">
    /// Receives the model's call and returns the result for the model. Several threads may call it concurrently. Exceptions that it
    /// throws are reported to the model; see <see cref="ChatToolRunOptions"/>.
    /// </param>
    /// <returns>A copy of the tool.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="handler"/> is <see langword="null"/>.</exception>
    /// <exception cref="InvalidOperationException">The tool is neither a function nor a custom tool, so the server runs it.</exception>
    public ChatTool WithHandler(Func<ChatToolCall, CancellationToken, ValueTask<ChatContent>> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return Change(function => function with { ContentHandler = handler }, custom => custom with { ContentHandler = handler });
    }

    /// <summary>Returns a copy of this tool with a time limit for each of its calls, which overrides <see cref="ChatToolRunOptions.ToolTimeout"/>.</summary>
    /// <param name="timeout">The time limit; <see cref="Timeout.InfiniteTimeSpan"/> for none.</param>
    /// <returns>A copy of the tool.</returns>
    /// <exception cref="ArgumentException"><paramref name="timeout"/> is not positive, or is longer than 49 days.</exception>
    /// <exception cref="InvalidOperationException">The tool is neither a function nor a custom tool, so the server runs it.</exception>
    public ChatTool WithTimeout(TimeSpan timeout)
    {
        if (ChatClientOptionsValidator.LimitFailure(nameof(timeout), timeout) is { } failure)
        {
            throw WrongArgument.Because(failure, nameof(timeout));
        }

        return Change(function => function with { Timeout = timeout }, custom => custom with { Timeout = timeout });
    }

    private ChatTool Change(Func<ChatFunction, ChatFunction> changeFunction, Func<CustomTool, CustomTool> changeCustom) =>
        Function is { } function ? this with { Function = changeFunction(function) }
        : Custom is { } custom ? this with { Custom = changeCustom(custom) }
        : throw new InvalidOperationException($"A tool of the type '{OneLine.Of(Type ?? "", 50)}' is run by the server and cannot have a handler or a time limit.");
}
