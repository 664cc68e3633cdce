using System.Text.Json;
using Microsoft.Extensions.AI;

namespace ChatSdk.Extensions.AI;

/// <summary>Maps <see cref="FunctionCallContent"/> to <see cref="ChatToolCall"/>, and back.</summary>
internal static class CallMapper
{
    private const string _nothing = "{}";

    // With Native AOT, there is serialization metadata for the interface, but not for every class that implements it.
    private static readonly Type _arguments = typeof(IDictionary<string, object?>);

    public static ChatToolCall Map(FunctionCallContent call)
    {
        var arguments = call.Arguments is { } given ? Fields.Json(given, nameof(call.Arguments), _arguments).GetRawText() : InvalidArguments(call) ?? _nothing;
        var mapped = new ChatToolCall { Id = call.CallId, Type = "function", Function = new() { Name = call.Name, Arguments = arguments } };
        return Fields.With(mapped, call.AdditionalProperties);
    }

    public static AIContent Map(ChatToolCall call)
    {
        // Function invocation loops run every FunctionCallContent, so a call without an id or a function name is mapped to a plain AIContent.
        var content = call is { Id: { } id, Function.Name: { } name }
            ? FunctionCallContent.CreateFromParsedArguments(call.Function.Arguments ?? "", id, name, Read)
            : new AIContent();
        content.AdditionalProperties = Fields.ToProperties(call.ExtraFields);
        content.RawRepresentation = call;
        return content;
    }

    /// <summary>Returns the arguments as they were received if they are not valid JSON, so that they are sent back unchanged; otherwise, <see langword="null"/>.</summary>
    private static string? InvalidArguments(FunctionCallContent call) => call.Exception is null ? null : (call.RawRepresentation as ChatToolCall)?.Function?.Arguments;

    private static IDictionary<string, object?>? Read(string? arguments) => string.IsNullOrWhiteSpace(arguments)
        ? null
        : (IDictionary<string, object?>?)JsonSerializer.Deserialize(arguments, AIJsonUtilities.DefaultOptions.GetTypeInfo(_arguments));
}
