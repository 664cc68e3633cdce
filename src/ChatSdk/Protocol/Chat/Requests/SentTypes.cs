namespace ChatSdk;

/// <summary>Adds the <c>type</c> to a copy of a record if the caller omitted it and the other members of the record determine it.</summary>
internal static class SentTypes
{
    private const string _type = "type";

    public static ChatCompletionRequest Of(ChatCompletionRequest request)
    {
        var messages = SentMessages.Of(request.Messages);
        var tools = request.Tools?.Items is { Count: > 0 } given && given.Any(tool => !ReferenceEquals(Of(tool), tool)) ? ChatToolset.FromTools([.. given.Select(Of)]) : request.Tools;
        var format = request.ResponseFormat is { Type: null, JsonSchema: not null } schema && !Has(schema) ? schema with { Type = "json_schema" } : request.ResponseFormat;
        var prediction = request.Prediction is { Type: null, Content: not null } text && !Has(text) ? text with { Type = "content" } : request.Prediction;
        return ReferenceEquals(messages, request.Messages) && ReferenceEquals(tools, request.Tools) && ReferenceEquals(format, request.ResponseFormat) && ReferenceEquals(prediction, request.Prediction)
            ? request
            : request with { Messages = messages, Tools = tools, ResponseFormat = format, Prediction = prediction };
    }

    public static ChatTool Of(ChatTool tool) => tool.Type is not null || Has(tool) ? tool : (tool.Function, tool.Custom) switch
    {
        (not null, null) => tool with { Type = "function" },
        (null, not null) => tool with { Type = "custom" },
        _ => tool,
    };

    public static ChatToolCall Of(ChatToolCall call) => call.Type is not null || Has(call) ? call : (call.Function, call.Custom) switch
    {
        (not null, null) => call with { Type = "function" },
        (null, not null) => call with { Type = "custom" },
        _ => call,
    };

    private static bool Has(WireRecord record) => record.ExtraFields.ContainsKey(_type);
}
