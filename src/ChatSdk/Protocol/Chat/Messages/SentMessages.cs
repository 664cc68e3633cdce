using System.Text.Json;

namespace ChatSdk;

/// <summary>
/// Converts the messages in a history, both received messages and those that the caller created, to the form that servers accept.
/// Messages that are already in that form are not copied.
/// </summary>
internal static class SentMessages
{
    private const string _content = "content";

    private static readonly JsonElement _null = FieldBag.ElementOf(null);

    public static IReadOnlyList<ChatMessage> Of(IReadOnlyList<ChatMessage> messages)
    {
        List<ChatMessage>? changed = null;
        for (var place = 0; place < messages.Count; place++)
        {
            var sent = Of(messages, place);
            if (!ReferenceEquals(sent, messages[place]))
            {
                changed ??= [.. messages];
                changed[place] = sent;
            }
        }

        return changed ?? messages;
    }

    private static ChatMessage Of(IReadOnlyList<ChatMessage> messages, int place)
    {
        // The chat templates of models expect earlier answers without the reasoning, and servers do not know the field separated_reasoning.
        var message = messages[place] is { SeparatedReasoning: not null } answer ? answer with { SeparatedReasoning = null } : messages[place];
        return message.Role == ChatRole.Tool ? WithNameOfCall(messages, place, message)
            : message.Role == ChatRole.Assistant ? WithContent(WithAudioById(WithTypesOfCalls(message)))
            : message;
    }

    // Some servers match a result to its call by the name of the tool.
    private static ChatMessage WithNameOfCall(IReadOnlyList<ChatMessage> messages, int place, ChatMessage result)
    {
        for (var earlier = place - 1; earlier >= 0 && result.Name is null && result.ToolCallId is not null; earlier--)
        {
            if (messages[earlier].ToolCalls?.LastOrDefault(call => call.Id == result.ToolCallId) is { } call)
            {
                return (call.Function?.Name ?? call.Custom?.Name) is { Length: > 0 } name ? result with { Name = name } : result;
            }
        }

        return result;
    }

    private static ChatMessage WithTypesOfCalls(ChatMessage message)
    {
        if (message.ToolCalls is not { } calls)
        {
            return message;
        }

        // Servers reject an empty list of tool calls.
        return calls.Count == 0 ? message with { ToolCalls = null }
            : calls.Any(call => !ReferenceEquals(SentTypes.Of(call), call)) ? message with { ToolCalls = calls.Select(SentTypes.Of).ToList() }
            : message;
    }

    // Servers accept the audio of an earlier answer only as a reference by its id, not as data. Without an id, the transcript is sent instead.
    private static ChatMessage WithAudioById(ChatMessage message) => message.Audio switch
    {
        null => message,
        { Id: null } spoken => message with { Audio = null, Content = message.Content ?? spoken.Transcript },
        { Id: var id } spoken => spoken == new ChatAudio { Id = id } ? message : message with { Audio = new ChatAudio { Id = id } },
    };

    // Servers require the field content in an answer from the model, unless the answer has audio. If the answer has no content, the field is
    // null if the answer calls tools or refuses; otherwise, it is an empty string.
    private static ChatMessage WithContent(ChatMessage message) =>
        message.Content is not null || message.Audio is not null || message.ExtraFields.ContainsKey(_content) ? message
        : message.ToolCalls is not null || message.FunctionCall is not null || message.Refusal is not null ? message.WithField(_content, _null)
        : message with { Content = "" };
}
