using System.Text.Json;

namespace ChatSdk;

/// <summary>
/// Merges the choices of an answer for which only one choice was requested. Some servers return several anyway, for example
/// the text in one choice and the tool calls in another.
/// </summary>
internal static class OneAnswer
{
    /// <summary>Returns the most important finish reason: a reason why the answer is incomplete, or else a tool call, or else an unknown reason, or else a normal end.</summary>
    public static FinishReason? FinishReasonOf(IEnumerable<FinishReason?> reasons) => reasons.MaxBy(reason => reason?.Kind switch
    {
        null => 0,
        FinishReasonKind.Stop => 1,
        FinishReasonKind.Other => 2,
        FinishReasonKind.FunctionCall => 3,
        FinishReasonKind.ToolCalls => 4,
        FinishReasonKind.Length => 5,
        FinishReasonKind.ContentFilter => 6,
        _ => 7,
    });

    /// <summary>Returns a message that combines the messages of all choices; <see langword="null"/> if none has a message.</summary>
    public static ChatMessage? MessageOf(IEnumerable<ChatChoice> choices, string? answerId)
    {
        List<ChatMessage> messages = [.. choices.Select(choice => choice.Message).OfType<ChatMessage>()];
        if (messages.Count < 2)
        {
            return messages.FirstOrDefault();
        }

        return new()
        {
            Role = First(messages, message => message.Role?.Value) is { } role ? new ChatRole(role) : null,
            Content = ContentOf(messages),
            Name = First(messages, message => message.Name),
            Refusal = Join(messages, message => message.Refusal),
            ToolCalls = CallsOf(messages, answerId),
            ToolCallId = First(messages, message => message.ToolCallId),
            FunctionCall = First(messages, message => message.FunctionCall),
            ReasoningContent = Join(messages, message => message.ReasoningContent),
            ReasoningText = Join(messages, message => message.ReasoningText),
            ReasoningDetails = All(messages, message => message.ReasoningDetails),
            SeparatedReasoning = Join(messages, message => message.SeparatedReasoning),
            Audio = First(messages, message => message.Audio),
            Images = All(messages, message => message.Images),
            Annotations = All(messages, message => message.Annotations),
            ExtraFields = FieldsOf(messages),
        };
    }

    private static ChatContent? ContentOf(List<ChatMessage> messages)
    {
        List<ChatContent> contents = [.. messages.Select(message => message.Content).OfType<ChatContent>()];
        return contents.Count < 2 ? contents.FirstOrDefault()
            : contents.TrueForAll(content => content.Parts is null) ? string.Concat(contents.Select(content => content.Text))
            : ChatContent.FromParts([.. contents.SelectMany(content => content.Parts ?? [ContentPart.FromText(content.Text)]).Where(part => part is not TextPart { Text: "" })]);
    }

    // Equal tool calls in several choices are treated as one call.
    private static IReadOnlyList<ChatToolCall>? CallsOf(List<ChatMessage> messages, string? seed) =>
        All(messages, message => message.ToolCalls) is { } calls ? ToolCallIds.Fill([.. calls.Distinct()], seed ?? "") : null;

    private static Dictionary<string, JsonElement> FieldsOf(List<ChatMessage> messages) =>
        messages.SelectMany(message => message.ExtraFields).DistinctBy(field => field.Key, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);

    private static T? First<T>(List<ChatMessage> messages, Func<ChatMessage, T?> member)
        where T : class => messages.Select(member).FirstOrDefault(value => value is not null);

    private static string? Join(List<ChatMessage> messages, Func<ChatMessage, string?> member) =>
        First(messages, member) is null ? null : string.Concat(messages.Select(member));

    private static IReadOnlyList<T>? All<T>(List<ChatMessage> messages, Func<ChatMessage, IReadOnlyList<T>?> member)
        where T : class => First(messages, member) is null ? null : [.. messages.SelectMany(message => member(message) ?? [])];
}
