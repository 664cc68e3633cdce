using Microsoft.Extensions.AI;

namespace ChatSdk.Extensions.AI;

/// <summary>Maps a complete response to Microsoft's type.</summary>
internal static class ResponseMapper
{
    public static ChatResponse Map(ChatCompletion completion, AnswerForm form) =>
        new([.. completion.Choices.Select((choice, place) => Message(completion, choice, place, form))])
        {
            ResponseId = completion.Id,
            CreatedAt = CreatedAt(completion.Created),
            ModelId = completion.Model,
            FinishReason = FinishReasonOf(form.HasOneChoice && completion.Choices.Count > 0 ? completion.Choices[0].FinishReason : completion.FinishReason),
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

    private static AIMessage Message(ChatCompletion completion, ChatChoice choice, int place, AnswerForm form)
    {
        var message = choice.Message ?? new();
        List<AIContent> contents = [];
        ContentMapper.AddSaid(contents, message, form);
        ContentMapper.AddRest(contents, message, completion, form);
        var index = choice.Index ?? place;
        return new(RoleOf(message.Role) ?? AIRole.Assistant, contents)
        {
            MessageId = form.MessageId(completion.Id, index, isFirst: form.HasOneChoice ? place == 0 : index == 0),
            CreatedAt = CreatedAt(completion.Created),
            AuthorName = message.Name,
            AdditionalProperties = Fields.ToProperties(message.ExtraFields),
            RawRepresentation = choice,
        };
    }
}
