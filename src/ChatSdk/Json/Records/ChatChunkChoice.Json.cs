using System.Text.Json;

namespace ChatSdk;

public sealed partial record ChatChunkChoice : IWireRecord<ChatChunkChoice>
{
    private ChatChunkChoice(ref WireReader json)
        : this()
    {
        var shared = _shared = new Shared();
        JsonElement? message = null;
        JsonElement? text = null;
        IReadOnlyList<ChatAnnotation>? annotations = null;
        while (json.NextMember())
        {
            switch (json.Member)
            {
                case "index": shared.Index = json.Int32(); break;
                case "delta": Delta = AnswerPlaces.Read(ref json.Noted(ChunkPiece.Delta), OfText); break;
                case "finish_reason": shared.FinishReason = json.OpenEnum<FinishReason>(); break;
                case "logprobs": shared.LogProbs = json.Object<ChatLogProbs>(); break;
                case "usage": shared.Usage = UsagePlaces.Some(json.Object<ChatUsage>()); break;
                case "message": message = json.Noted(ChunkPiece.ChoiceField).ElementOrNull(); break;
                case "annotations": annotations = json.List<ChatAnnotation>(AnswerLimits.Parts, "annotations"); break;
                case "text": text = json.Noted(ChunkPiece.ChoiceField).ElementOrNull(); break;
                default: json.Noted(ChunkPiece.ChoiceField).Keep(); break;
            }
        }

        (shared.HasDelta, shared.HasMessage) = (new(Delta is not null), new(Delta is null && message is not null));
        Delta = AnswerPlaces.Find(Delta, ("message", message), ref json, words => new ChatDelta { Content = words });
        Delta = AnswerPlaces.WithText(Delta, text is not null && Delta is { IsEmpty: false }, text, ref json, words => (Delta ?? new()) with { Content = words });
        Delta = annotations is null ? Delta : (Delta ?? new()) with { Annotations = [.. (Delta?.Annotations ?? []).Union(annotations)] };
        ExtraFields = json.ExtraFields();
    }

    /// <summary>Gets whether this object has content. All members are compared, so that a new member cannot be forgotten here.</summary>
    internal bool HasFragment => Delta is { HasFragment: true } || (_shared with { Index = null, FinishReason = null, Usage = null }) != Shared.None;

    /// <summary>Gets whether the choice was received with a delta, which only chunks have.</summary>
    internal bool HasDelta => _shared.HasDelta.Value;

    /// <summary>Gets whether the choice was received with a complete message.</summary>
    internal bool HasMessage => _shared.HasMessage.Value;

    private static ChatDelta OfText(string text) => new() { Content = text };

    static ChatChunkChoice IWireRecord<ChatChunkChoice>.Read(ref WireReader json) => new(ref json);

    private protected override void WriteMembers(WireWriter json)
    {
        json.Member("index", Index);
        json.Member("delta", Delta);
        json.Member("finish_reason", FinishReason);
        json.Member("logprobs", LogProbs);
        json.Member("usage", Usage);
    }
}
