using System.Text.Json;
using Microsoft.Extensions.AI;

namespace ChatSdk.Extensions.AI;

/// <summary>Maps the result of a function to message content: a string is unchanged, contents become parts, and any other value becomes JSON. If there is only an exception, its message is used.</summary>
internal static class ResultMapper
{
    public static ChatContent Map(FunctionResultContent result) => result.Result switch
    {
        null when result.Exception is { } exception => $"Error: {exception.Message}",
        string text => text,
        JsonElement { ValueKind: JsonValueKind.String } text => text.GetString()!,
        AIContent content => Parts([content]),
        IEnumerable<AIContent> contents => Parts(contents),
        var value => Fields.Json(value, "FunctionResultContent.Result").GetRawText(),
    };

    private static ChatContent Parts(IEnumerable<AIContent> contents)
    {
        List<ContentPart> parts = [.. contents.Select(PartMapper.MapOrThrow)];
        return parts is [TextPart { ExtraFields.Count: 0, Text: { } text }] ? text : [.. parts];
    }
}
