using System.Text.Json.Nodes;

namespace ChatSdk;

/// <summary>Reduces messages to the content that every server accepts.</summary>
internal static class PortableMessage
{
    /// <summary>Reduces all messages in a history.</summary>
    /// <exception cref="InvalidOperationException">A message has no portable form. The exception message contains its index.</exception>
    public static List<ChatMessage> Of(IReadOnlyList<ChatMessage> messages) => [.. messages.Select((message, place) => Of(message, $"messages[{place}]."))];

    /// <summary>Reduces the model's messages and the tool results. All other messages are unchanged. If one of the messages to reduce has no portable form, no message is changed.</summary>
    public static List<ChatMessage> OfModel(IReadOnlyList<ChatMessage> messages)
    {
        try
        {
            return [.. messages.Select((message, place) => message.Role == ChatRole.Assistant || message.Role == ChatRole.Tool || message.Role == ChatRole.Function ? Of(message, $"messages[{place}].") : message)];
        }
        catch (InvalidOperationException)
        {
            return [.. messages];
        }
    }

    /// <summary>Reduces a message.</summary>
    /// <param name="message">The message.</param>
    /// <param name="where">The path of the message, which precedes the name of a part in an exception message.</param>
    /// <exception cref="InvalidOperationException">The message has no portable form.</exception>
    public static ChatMessage Of(ChatMessage message, string where)
    {
        var isResult = message.Role == ChatRole.Tool || message.Role == ChatRole.Function;
        var calls = CallsOf(message);
        var content = Content(message, where);
        return new ChatMessage
        {
            Role = isResult ? ChatRole.Tool : message.Role == ChatRole.Developer ? ChatRole.System : message.Role,
            Content = content ?? (calls is null ? "" : null),
            ToolCalls = calls,
            ToolCallId = isResult ? PortableId(message.ToolCallId ?? LegacyId(message.Name)) : null,
            Name = message.Role == ChatRole.Function ? message.Name : null,
        };
    }

    private static ChatContent? Content(ChatMessage message, string where)
    {
        var content = message.Content?.Parts is null && message.Images is not { Count: > 0 }
            ? message.Content
            : Join([.. Parts(message, [.. message.Content ?? []], $"{where}content"), .. Parts(message, message.Images ?? [], $"{where}images")]);
        if (content is not null && (content.Parts is not null || content.Text.Length > 0))
        {
            return content;
        }

        return message.Refusal ?? (message.Audio is { } audio
            ? audio.Transcript ?? throw NotPortable($"{where}audio", "audio without a transcript")
            : content);
    }

    private static IEnumerable<ContentPart> Parts(ChatMessage message, IReadOnlyList<ContentPart> parts, string where) =>
        parts.Select((part, place) => Part(part, message.Role == ChatRole.Assistant, $"{where}[{place}]")).OfType<ContentPart>();

    // Text is sent as a string where possible, because not every server accepts a list of parts in every role. Duplicate images are removed, because an image may be both in the content and in Images.
    private static ChatContent? Join(List<ContentPart> parts)
    {
        HashSet<ContentPart> images = [];
        return parts.Count == 0 ? null
            : parts.TrueForAll(part => part is TextPart) ? string.Concat(parts.Cast<TextPart>().Select(part => part.Text))
            : ChatContent.FromParts([.. parts.Where(part => part is TextPart ? part is not TextPart { Text: "" } : images.Add(part))]);
    }

    private static ContentPart? Part(ContentPart part, bool isOfModel, string where) => part switch
    {
        TextPart text => ContentPart.FromText(text.Text ?? ""),
        RefusalPart refusal => ContentPart.FromText(refusal.Refusal ?? ""),
        ImagePart { ImageUrl.Url: { Length: > 0 } url } image => new ImagePart { ImageUrl = new() { Url = url, Detail = image.ImageUrl.Detail } },
        ImagePart => throw NotPortable(where, "an image without a URL"),
        ThinkingPart => null,
        UnknownPart when isOfModel => null,
        _ => throw NotPortable(where, $"of the type '{OneLine.Of(part.Type ?? "", 50)}'"),
    };

    private static List<ChatToolCall>? CallsOf(ChatMessage message) => message switch
    {
        { ToolCalls: { Count: > 0 } calls } => [.. calls.Select(call => CreateCall(call.Id ?? LegacyId(call.Function?.Name ?? call.Custom?.Name), call.Function, call.Custom))],
        { FunctionCall: { } function } => [CreateCall(LegacyId(function.Name), function, null)],
        _ => null,
    };

    private static ChatToolCall CreateCall(string id, FunctionCall? function, CustomToolCall? custom) => new()
    {
        Id = PortableId(id),
        Type = "function",
        Function = custom is null || function is not null
            ? new FunctionCall { Name = function?.Name, Arguments = string.IsNullOrWhiteSpace(function?.Arguments) ? "{}" : function.Arguments }
            : new FunctionCall { Name = custom.Name, Arguments = new JsonObject { ["input"] = custom.Input }.ToJsonString() },
    };

    // The legacy form of the protocol has no ids; calls and results are matched by name.
    private static string LegacyId(string? name) => $"function {name}";

    private static string PortableId(string id) => ToolCallIds.IsPortable(id) ? id : ToolCallIds.Make(id);

    private static InvalidOperationException NotPortable(string where, string what) =>
        new($"{where} cannot be made portable: it is {what}. Replace it with text or an image, or remove it.");
}
