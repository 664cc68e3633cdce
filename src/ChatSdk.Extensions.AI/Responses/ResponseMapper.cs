using Microsoft.Extensions.AI;

namespace ChatSdk.Extensions.AI;

/// <summary>Maps a complete response to a <see cref="ChatResponse"/>.</summary>
internal static class ResponseMapper
{
    public static ChatResponse Map(ChatCompletion completion, AnswerForm form) =>
        new([.. Messages(completion, form)])
        {
            ResponseId = completion.Id,
            CreatedAt = CreatedAt(completion.Created),
            ModelId = completion.Model,
            FinishReason = FinishReasonOf(form.HasOneChoice ? OneAnswer.FinishReasonOf(completion.Choices.Select(choice => choice.FinishReason)) : completion.FinishReason),
            Usage = completion.Usage is { } usage ? UsageMapper.Map(usage) : null,
            AdditionalProperties = Fields.ToProperties(completion.ExtraFields),
            RawRepresentation = completion,
        };

    // Some servers send a zero for "unknown", or a number that is not a valid time.
    public static DateTimeOffset? CreatedAt(long? created) =>
        created is { } seconds and > 0 && seconds <= DateTimeOffset.MaxValue.ToUnixTimeSeconds() ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;

    public static ChatFinishReason? FinishReasonOf(FinishReason? reason) =>
        string.IsNullOrWhiteSpace(reason?.Value) ? null : new(reason.Value.Value);

    public static AIRole? RoleOf(ChatRole? role) =>
        string.IsNullOrWhiteSpace(role?.Value) ? null : new(role.Value.Value);

    // If only one choice was requested, all received choices are merged into one message.
    private static IEnumerable<AIMessage> Messages(ChatCompletion completion, AnswerForm form) => form.HasOneChoice && completion.Choices.Count > 1
        ? [Message(completion, completion.Choices, index: 0, completion.Citations, raw: completion, form)]
        : completion.Choices.Select((choice, place) => Message(completion, [choice], choice.Index ?? place, place == 0 ? completion.Citations : null, choice, form));

    private static AIMessage Message(ChatCompletion completion, IReadOnlyList<ChatChoice> choices, int index, IReadOnlyList<string>? citations, object raw, AnswerForm form)
    {
        List<AIContent> contents = [];
        foreach (var said in choices.Select(choice => choice.Message).OfType<ChatMessage>())
        {
            ContentMapper.AddReasoningAndContent(contents, said, form);
        }

        var message = OneAnswer.MessageOf(choices, completion.Id) ?? new();
        ContentMapper.AddRest(contents, message, citations, form);
        return new(RoleOf(message.Role) ?? AIRole.Assistant, contents)
        {
            MessageId = form.MessageId(completion.Id, index),
            CreatedAt = CreatedAt(completion.Created),
            AuthorName = message.Name,
            AdditionalProperties = Fields.ToProperties(message.ExtraFields),
            RawRepresentation = raw,
        };
    }
}
