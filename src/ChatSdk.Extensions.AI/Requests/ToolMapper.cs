using Microsoft.Extensions.AI;

namespace ChatSdk.Extensions.AI;

/// <summary>Maps tools and the settings for tools to the protocol.</summary>
internal static class ToolMapper
{
    public static ChatCompletionRequest AddTo(ChatCompletionRequest request, ChatOptions options)
    {
        // Only functions are sent. The other tools, such as HostedWebSearchTool, are hints that the server may use a feature of its own,
        // and are ignored.
        var functions = options.Tools?.OfType<AIFunctionDeclaration>().Select(tool => Map(tool, options)).ToList() ?? [];
        if (functions.Count > 0)
        {
            request = request with { Tools = [.. request.Tools ?? [], .. functions] };
        }

        return request.Tools is { Count: > 0 } ? WithChoice(request, options)
            : options.ToolMode is RequiredChatToolMode ? throw new ArgumentException("ToolMode requires a tool, but Tools contains none that can be sent.", nameof(options))
            : request;
    }

    /// <summary>Maps a function.</summary>
    /// <exception cref="ArgumentException">The name is invalid, or the schema has no strict form.</exception>
    public static ChatTool Map(AIFunctionDeclaration function, bool? isStrict) => ChatTool.CreateFunction(
        function.Name,
        string.IsNullOrEmpty(function.Description) ? null : function.Description,
        isStrict == true ? StrictSchemas.Of(function) : function.JsonSchema,
        isStrict);

    private static ChatCompletionRequest WithChoice(ChatCompletionRequest request, ChatOptions options) => request with
    {
        ToolChoice = request.ToolChoice ?? Map(options.ToolMode),
        ParallelToolCalls = request.ParallelToolCalls ?? options.AllowMultipleToolCalls,
    };

    private static ChatTool Map(AIFunctionDeclaration function, ChatOptions options) =>
        Map(function, Fields.Strict(function.AdditionalProperties) ?? Fields.Strict(options.AdditionalProperties));

    private static ToolChoice? Map(ChatToolMode? mode) => mode switch
    {
        null => null,
        NoneChatToolMode => ToolChoice.None,
        AutoChatToolMode => ToolChoice.Auto,
        RequiredChatToolMode { RequiredFunctionName: { } name } => ToolChoice.Function(name),
        RequiredChatToolMode => ToolChoice.Required,
        _ => throw new NotSupportedException($"ToolMode is a {mode.GetType()}, which cannot be sent over the chat-completions protocol."),
    };
}
