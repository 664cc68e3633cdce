using Microsoft.Extensions.AI;

namespace ChatSdk.Extensions.AI;

/// <summary>
/// Maps each chunk to one update. Data that cannot be used in fragments is returned at the end: tool calls, audio and refusals.
/// So are the choices after the first one, because an update has no choice index, and the usage, because consumers add up
/// the usage of all updates.
/// </summary>
internal sealed class UpdateMapper(AnswerForm form)
{
    private readonly ChatCompletionAccumulator _answer = new();
    private int? _first;
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
            _first ??= form.HasOneChoice ? index : 0;
            if (index == _first)
            {
                Add(contents, choice);
            }
        }

        return Update(contents, chunk);
    }

    /// <summary>Returns the final updates: the rest of the first choice, the other choices, and the metadata of the response.</summary>
    public IEnumerable<ChatResponseUpdate> End()
    {
        var completion = _answer.ToCompletion();
        var first = completion.Choices.FirstOrDefault(choice => choice.Index == _first)?.Message ?? new();
        List<AIContent> rest = [];
        ContentMapper.AddRest(rest, first, completion, form);
        if (rest.Count > 0 || first.ExtraFields.Count > 0)
        {
            var update = Update(rest, completion);
            update.AdditionalProperties = Fields.ToProperties(first.ExtraFields);
            yield return update;
        }

        foreach (var choice in completion.Choices.Where(choice => choice.Index != _first))
        {
            yield return Whole(completion, choice);
        }

        if (completion.Usage is not null || completion.ExtraFields.Count > 0)
        {
            yield return OfAnswer(completion);
        }
    }

    private void Add(List<AIContent> contents, ChatChunkChoice choice)
    {
        _finishReason = ResponseMapper.FinishReasonOf(choice.FinishReason) ?? _finishReason;
        if (choice.Delta is { } delta)
        {
            _role ??= ResponseMapper.RoleOf(delta.Role);
            _author ??= delta.Name;
            ContentMapper.AddSaid(contents, delta, form);
        }
    }

    private ChatResponseUpdate Update(List<AIContent> contents, object raw) => new(_role, contents)
    {
        ResponseId = _id,
        AuthorName = _author,
        MessageId = form.MessageId(_id, _first ?? 0, isFirst: true),
        CreatedAt = _createdAt,
        ModelId = _model,
        FinishReason = _finishReason,
        RawRepresentation = raw,
    };

    private ChatResponseUpdate Whole(ChatCompletion completion, ChatChoice choice)
    {
        List<AIContent> contents = [];
        ContentMapper.AddSaid(contents, choice.Message!, form);
        ContentMapper.AddRest(contents, choice.Message!, completion, form);
        var update = Update(contents, choice);
        update.Role = ResponseMapper.RoleOf(choice.Message!.Role) ?? _role;
        update.AuthorName = choice.Message.Name;
        update.MessageId = form.MessageId(_id, choice.Index ?? 0, isFirst: false);
        update.AdditionalProperties = Fields.ToProperties(choice.Message.ExtraFields);
        return update;
    }

    private ChatResponseUpdate OfAnswer(ChatCompletion completion)
    {
        var update = Update([], completion);
        if (completion.Usage is { } usage)
        {
            update.Contents.Add(new UsageContent(UsageMapper.Map(usage)) { RawRepresentation = usage });
        }

        // Consumers copy the properties of an update without a message id to the response.
        update.MessageId = null;
        update.AdditionalProperties = Fields.ToProperties(completion.ExtraFields);
        return update;
    }
}
