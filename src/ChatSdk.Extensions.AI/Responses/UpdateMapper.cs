using Microsoft.Extensions.AI;

namespace ChatSdk.Extensions.AI;

/// <summary>
/// Maps each chunk to one update. Data that cannot be used in fragments, such as tool calls, audio, images and refusals, is returned at the end.
/// The usage is returned only at the end, because consumers add up the usage of all updates. If several choices were requested, the
/// choices after the first one are also returned at the end, because an update has no choice index. If only one choice was requested,
/// all choices are merged into one message: the text of the first choice that has text is streamed, and the text of the other choices
/// is returned at the end. The same applies to the reasoning.
/// </summary>
internal sealed class UpdateMapper(AnswerForm form)
{
    private readonly ChatCompletionAccumulator _answer = new();
    private readonly Dictionary<int, FinishReason?> _finishReasons = [];
    private int? _reasoningChoice = form.HasOneChoice ? null : 0;
    private int? _textChoice = form.HasOneChoice ? null : 0;
    private string? _id;
    private DateTimeOffset? _createdAt;
    private string? _model;
    private AIRole? _role;
    private string? _author;
    private ChatFinishReason? _finishReason;

    public ChatResponseUpdate Next(ChatCompletionChunk chunk)
    {
        _answer.Add(chunk);
        _id ??= chunk.Id;
        _createdAt = ResponseMapper.CreatedAt(chunk.Created) ?? _createdAt;
        _model = chunk.Model ?? _model;
        List<AIContent> contents = [];
        for (var place = 0; place < chunk.Choices.Count; place++)
        {
            var choice = chunk.Choices[place];
            var index = choice.Index ?? place;
            if (IsOfFirstMessage(index))
            {
                Add(contents, choice, index);
            }
        }

        return Update(contents, chunk);
    }

    /// <summary>Returns the final updates: the rest of the first message, the other messages, and the usage and extra fields of the response.</summary>
    public IEnumerable<ChatResponseUpdate> End()
    {
        var completion = _answer.ToCompletion();
        var choices = completion.Choices.ToLookup(choice => IsOfFirstMessage(choice.Index ?? 0));
        var first = OneAnswer.MessageOf(choices[true], completion.Id) ?? new();
        List<AIContent> rest = [];
        foreach (var choice in choices[true])
        {
            AddHeld(rest, choice);
        }

        ContentMapper.AddRest(rest, first, completion.Citations, form);
        if (rest.Count > 0 || first.ExtraFields.Count > 0)
        {
            var update = Update(rest, completion);
            update.AdditionalProperties = Fields.ToProperties(first.ExtraFields);
            yield return update;
        }

        foreach (var choice in choices[false])
        {
            yield return UpdateOfChoice(completion, choice);
        }

        if (completion.Usage is not null || completion.ExtraFields.Count > 0)
        {
            yield return UpdateOfResponse(completion);
        }
    }

    private bool IsOfFirstMessage(int index) => form.HasOneChoice || index == 0;

    private void Add(List<AIContent> contents, ChatChunkChoice choice, int index)
    {
        if (ResponseMapper.FinishReasonOf(choice.FinishReason) is not null)
        {
            _finishReasons[index] = choice.FinishReason;
            _finishReason = ResponseMapper.FinishReasonOf(OneAnswer.FinishReasonOf(_finishReasons.Values));
        }

        if (choice.Delta is not { } delta)
        {
            return;
        }

        _role ??= ResponseMapper.RoleOf(delta.Role);
        _author ??= delta.Name;
        if ((_reasoningChoice ?? index) == index && ContentMapper.AddReasoning(contents, delta.Reasoning, delta, form))
        {
            _reasoningChoice = index;
        }

        if ((_textChoice ?? index) == index && ContentMapper.AddContent(contents, delta.Content, delta.Text))
        {
            _textChoice = index;
        }
    }

    private void AddHeld(List<AIContent> contents, ChatChoice choice)
    {
        if (choice.Message is not { } message)
        {
            return;
        }

        if (choice.Index != (_reasoningChoice ?? choice.Index))
        {
            ContentMapper.AddReasoning(contents, message.Reasoning, message, form);
        }

        if (choice.Index != (_textChoice ?? choice.Index))
        {
            ContentMapper.AddContent(contents, message.Content, message.Text);
        }
    }

    private ChatResponseUpdate Update(List<AIContent> contents, object raw) => new(_role, contents)
    {
        ResponseId = _id,
        AuthorName = _author,
        MessageId = form.MessageId(_id, index: 0),
        CreatedAt = _createdAt,
        ModelId = _model,
        FinishReason = _finishReason,
        RawRepresentation = raw,
    };

    private ChatResponseUpdate UpdateOfChoice(ChatCompletion completion, ChatChoice choice)
    {
        List<AIContent> contents = [];
        ContentMapper.AddReasoningAndContent(contents, choice.Message!, form);
        ContentMapper.AddRest(contents, choice.Message!, citations: null, form);
        var update = Update(contents, choice);
        update.Role = ResponseMapper.RoleOf(choice.Message!.Role) ?? _role;
        update.AuthorName = choice.Message.Name;
        update.MessageId = form.MessageId(_id, choice.Index ?? 0);
        update.AdditionalProperties = Fields.ToProperties(choice.Message.ExtraFields);
        return update;
    }

    private ChatResponseUpdate UpdateOfResponse(ChatCompletion completion)
    {
        var update = Update([], completion);
        if (completion.Usage is { } usage)
        {
            update.Contents.Add(new UsageContent(UsageMapper.Map(usage)) { RawRepresentation = usage });
        }

        // ToChatResponse copies the additional properties of an update to the response only if the update has no message id.
        update.MessageId = null;
        update.AdditionalProperties = Fields.ToProperties(completion.ExtraFields);
        return update;
    }
}
