using System.Text.Json;
using Microsoft.Extensions.AI;

namespace ChatSdk.Extensions.AI;

/// <summary>Maps function calls, in both directions.</summary>
internal static class CallMapper
{
    private const string _nothing = "{}";

    // Native AOT has metadata for the interface, and not for every class that implements it.
    private static readonly Type _arguments = typeof(IDictionary<string, object?>);

    public static ChatToolCall Map(FunctionCallContent call)
    {
        var arguments = call.Arguments is { } given ? Fields.Json(given, nameof(call.Arguments), _arguments).GetRawText() : Wrong(call) ?? _nothing;
        var mapped = new ChatToolCall { Id = call.CallId, Type = "function", Function = new() { Name = call.Name, Arguments = arguments } };
        return Fields.With(mapped, call.AdditionalProperties);
    }

    public static AIContent Map(ChatToolCall call)
    {
        // A function invocation loop must not run a call that is not a function call.
        var content = call is { Id: { } id, Function.Name: { } name }
            ? FunctionCallContent.CreateFromParsedArguments(call.Function.Arguments ?? "", id, name, Read)
            : new AIContent();
        content.AdditionalProperties = Fields.ToProperties(call.ExtraFields);
        content.RawRepresentation = call;
        return content;
    }

    /// <summary>Returns the arguments that the model wrote if they were not valid JSON; they are sent back as they were received.</summary>
    private static string? Wrong(FunctionCallContent call) => call.Exception is null ? null : (call.RawRepresentation as ChatToolCall)?.Function?.Arguments;

    private static IDictionary<string, object?>? Read(string? arguments) => string.IsNullOrWhiteSpace(arguments)
        ? null
        : (IDictionary<string, object?>?)JsonSerializer.Deserialize(arguments, AIJsonUtilities.DefaultOptions.GetTypeInfo(_arguments));
}
