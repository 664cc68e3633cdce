using System.Text.Json;
using Microsoft.Extensions.AI;

namespace ChatSdk.Extensions.AI;

/// <summary>
/// Maps the result of a function to message content: a string is unchanged, <see cref="AIContent"/> objects become content parts, and any
/// other value becomes JSON. If there is an exception instead of a result, the content is "Error: " and the exception message.
/// </summary>
internal static class ResultMapper
{
    public static ChatContent Map(FunctionResultContent result) =>
        result is { Result: null, Exception: { } exception } ? $"Error: {exception.Message}" : Map(result.Result, "FunctionResultContent.Result");

    /// <summary>Maps a result.</summary>
    /// <exception cref="NotSupportedException">The protocol does not support an <see cref="AIContent"/> in the result, or the value cannot be written as JSON.</exception>
    public static ChatContent Map(object? result, string member) => result switch
    {
        string text => text,
        JsonElement { ValueKind: JsonValueKind.String } text => text.GetString()!,
        AIContent content => Parts([content]),
        IEnumerable<AIContent> contents => Parts(contents),
        var value => Fields.Json(value, member).GetRawText(),
    };

    private static ChatContent Parts(IEnumerable<AIContent> contents)
    {
        List<ContentPart> parts = [.. contents.Select(PartMapper.MapOrThrow)];
        return parts is [TextPart { ExtraFields.Count: 0, Text: { } text }] ? text : [.. parts];
    }
}
