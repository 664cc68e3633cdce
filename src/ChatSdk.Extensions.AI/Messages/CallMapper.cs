using System.Text.Json;
using Microsoft.Extensions.AI;

namespace ChatSdk.Extensions.AI;

/// <summary>Calls of functions, in both directions.</summary>
internal static class CallMapper
{
    private const string _nothing = "{}";

    // Native code knows how to write the interface, and not every class behind it.
    private static readonly Type _arguments = typeof(IDictionary<string, object?>);

    public static ChatToolCall Map(FunctionCallContent call)
    {
        var arguments = call.Arguments is { } given ? Fields.Json(given, nameof(call.Arguments), _arguments).GetRawText() : Wrong(call) ?? _nothing;
        var mapped = new ChatToolCall { Id = call.CallId, Type = "function", Function = new() { Name = call.Name, Arguments = arguments } };
        return Fields.With(mapped, call.AdditionalProperties);
    }

    public static AIContent Map(ChatToolCall call)
    {
        // A call that is none of a function is nothing that a loop of functions may run.
        var content = call is { Id: { } id, Function.Name: { } name }
            ? FunctionCallContent.CreateFromParsedArguments(call.Function.Arguments ?? "", id, name, Read)
            : new AIContent();
        content.AdditionalProperties = Fields.ToProperties(call.ExtraFields);
        content.RawRepresentation = call;
        return content;
    }

    /// <summary>Gives the text that the model wrote where it was no JSON; it is sent back as it came.</summary>
    private static string? Wrong(FunctionCallContent call) => call.Exception is null ? null : (call.RawRepresentation as ChatToolCall)?.Function?.Arguments;

    private static IDictionary<string, object?>? Read(string? arguments) => string.IsNullOrWhiteSpace(arguments)
        ? null
        : (IDictionary<string, object?>?)JsonSerializer.Deserialize(arguments, AIJsonUtilities.DefaultOptions.GetTypeInfo(_arguments));
}
