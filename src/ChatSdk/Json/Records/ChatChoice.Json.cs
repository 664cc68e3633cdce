using System.Text.Json;

namespace ChatSdk;

public sealed partial record ChatChoice : IWireRecord<ChatChoice>
{
    private readonly ExcludedFromEquality<bool> _isChunk;

    private ChatChoice(ref WireReader json)
        : this()
    {
        RawValue delta = default;
        RawValue text = default;
        IReadOnlyList<ChatAnnotation>? annotations = null;
        while (json.NextMember())
        {
            switch (json.Member)
            {
                case "index": Index = json.Int32(); break;
                case "message": Message = AnswerPlaces.Read(ref json, OfText); break;
                case "finish_reason": FinishReason = json.OpenEnum<FinishReason>(); break;
                case "logprobs": LogProbs = json.Object<ChatLogProbs>(); break;
                case "usage": Usage = UsagePlaces.Some(json.Object<ChatUsage>()); break;
                case "delta": delta = json.Raw(); break;
                case "annotations": annotations = json.List<ChatAnnotation>(AnswerLimits.Parts, "annotations"); break;
                case "text": text = json.Raw(); break;
                default: json.Keep(); break;
            }
        }

        _isChunk = new(Message is null && delta.Kind != JsonTokenType.None);
        Message = AnswerPlaces.Find(Message, ("delta", delta), ref json, OfText);
        Message = AnswerPlaces.WithText(Message, Message is { Content: not null } or { ToolCalls: not null }, text, ref json, static (message, words) => (message ?? new()) with { Content = words });
        Message = annotations is null ? Message : (Message ?? new()) with { Annotations = [.. (Message?.Annotations ?? []).Union(annotations)] };
        Fields = json.ExtraFields(Fields);
    }

    /// <summary>Gets whether the message was received as <c>delta</c>, as in a chunk, and the choice has no finish reason.</summary>
    internal bool IsUnfinishedChunk => _isChunk.Value && FinishReason is null;

    private static ChatMessage OfText(string text) => new() { Content = text };

    static ChatChoice IWireRecord<ChatChoice>.Read(ref WireReader json) => new(ref json);

    private protected override void WriteMembers(WireWriter json)
    {
        json.Member("index", Index);
        json.Member("message", Message);
        json.Member("finish_reason", FinishReason);
        json.Member("logprobs", LogProbs);
        json.Member("usage", Usage);
    }
}
