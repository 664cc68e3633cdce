using System.Text;

namespace ChatSdk;

/// <summary>Puts the pieces of one choice together.</summary>
internal sealed class ChoiceAccumulator(int index)
{
    private readonly ContentAccumulator _content = new();
    private readonly ToolCallAccumulator _toolCalls = new();
    private readonly List<ReasoningDetail> _reasoningDetails = [];
    private readonly List<ChatAnnotation> _annotations = [];
    private StringBuilder? _refusal;
    private StringBuilder? _reasoningContent;
    private StringBuilder? _reasoningText;
    private ChatRole? _role;
    private FinishReason? _finishReason;
    private FunctionCall? _functionCall;
    private ChatAudio? _audio;
    private ChatLogProbs? _logProbs;
    private ChatUsage? _usage;
    private FieldBag _choiceFields = FieldBag.Empty;
    private FieldBag _messageFields = FieldBag.Empty;

    public void Add(ChatChunkChoice choice)
    {
        _finishReason = choice.FinishReason ?? _finishReason;
        _usage = choice.Usage ?? _usage;
        _choiceFields = _choiceFields.With((FieldBag)choice.ExtraFields);
        if (choice.LogProbs is { } more)
        {
            _logProbs = new ChatLogProbs
            {
                Content = Joined(_logProbs?.Content, more.Content),
                Refusal = Joined(_logProbs?.Refusal, more.Refusal),
                ExtraFields = FieldBag.From(_logProbs?.ExtraFields).With((FieldBag)more.ExtraFields),
            };
        }

        if (choice.Delta is { } delta)
        {
            Add(delta);
        }
    }

    public ChatChoice ToChoice() => new()
    {
        Index = index,
        FinishReason = _finishReason,
        LogProbs = _logProbs,
        Usage = _usage,
        ExtraFields = _choiceFields,
        Message = new()
        {
            Role = _role,
            Content = _content.ToContent(),
            Refusal = _refusal?.ToString(),
            ToolCalls = _toolCalls.ToList(),
            FunctionCall = _functionCall,
            ReasoningContent = _reasoningContent?.ToString(),
            ReasoningText = _reasoningText?.ToString(),
            ReasoningDetails = _reasoningDetails.Count > 0 ? _reasoningDetails : null,
            Annotations = _annotations.Count > 0 ? _annotations : null,
            Audio = _audio,
            ExtraFields = _messageFields,
        },
    };

    private static IReadOnlyList<TokenLogProb>? Joined(IReadOnlyList<TokenLogProb>? first, IReadOnlyList<TokenLogProb>? more) =>
        more is null ? first : [.. first ?? [], .. more];

    private static string? Joined(string? first, string? more) => first is null ? more : first + more;

    private static void Append(ref StringBuilder? text, string? piece)
    {
        if (!string.IsNullOrEmpty(piece))
        {
            (text ??= new StringBuilder()).Append(piece);
        }
    }

    private void Add(ChatDelta delta)
    {
        _role ??= delta.Role;
        _content.Add(delta.Content);
        Append(ref _refusal, delta.Refusal);
        Append(ref _reasoningContent, delta.ReasoningContent);
        Append(ref _reasoningText, delta.ReasoningText);
        _annotations.AddRange(delta.Annotations ?? []);
        _messageFields = _messageFields.With((FieldBag)delta.ExtraFields);
        foreach (var call in delta.ToolCalls ?? [])
        {
            _toolCalls.Add(call);
        }

        foreach (var detail in delta.ReasoningDetails ?? [])
        {
            AddDetail(detail);
        }

        if (delta.FunctionCall is { } function)
        {
            _functionCall = ToolCallAccumulator.Join(_functionCall, function);
        }

        if (delta.Audio is { } audio)
        {
            _audio = new ChatAudio
            {
                Id = _audio?.Id ?? audio.Id,
                Data = Joined(_audio?.Data, audio.Data),
                Transcript = Joined(_audio?.Transcript, audio.Transcript),
                ExpiresAt = audio.ExpiresAt ?? _audio?.ExpiresAt,
                ExtraFields = FieldBag.From(_audio?.ExtraFields).With((FieldBag)audio.ExtraFields),
            };
        }
    }

    private void AddDetail(ReasoningDetail detail)
    {
        if (_reasoningDetails.Count == 0 || _reasoningDetails[^1] is not { } last || last.Type != detail.Type || last.Index != detail.Index)
        {
            _reasoningDetails.Add(detail);
            return;
        }

        _reasoningDetails[^1] = last with
        {
            Text = Joined(last.Text, detail.Text),
            Summary = Joined(last.Summary, detail.Summary),
            Data = Joined(last.Data, detail.Data),
            Signature = detail.Signature ?? last.Signature,
            Id = last.Id ?? detail.Id,
            Format = last.Format ?? detail.Format,
            ExtraFields = FieldBag.From(last.ExtraFields).With((FieldBag)detail.ExtraFields),
        };
    }
}
