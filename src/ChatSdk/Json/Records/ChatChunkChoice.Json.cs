using System.Text.Json;

namespace ChatSdk;

public sealed partial record ChatChunkChoice : IWireRecord<ChatChunkChoice>
{
    private static readonly ChatDelta _noDelta = new();

    private ChatChunkChoice(ref WireReader json)
        : this()
    {
        var shared = _shared = new Shared();
        var extra = default(ExtraFieldsBuilder);
        JsonElement? message = null;
        JsonElement? text = null;
        while (json.NextMember(ref extra))
        {
            switch (json.Member)
            {
                case "index": shared.Index = json.Int32(ref extra); break;
                case "delta": json.Note(ChunkPiece.Delta); Delta = json.Kind == JsonTokenType.String ? new ChatDelta { Content = json.String(ref extra) } : json.Object<ChatDelta>(ref extra); break;
                case "finish_reason": shared.FinishReason = json.OpenEnum<FinishReason>(ref extra); break;
                case "logprobs": shared.LogProbs = json.Object<ChatLogProbs>(ref extra); break;
                case "usage": shared.Usage = UsagePlaces.Some(json.Object<ChatUsage>(ref extra)); break;
                case "message": json.Note(ChunkPiece.ChoiceField); message = json.ElementOrNull(); break;
                case "text": json.Note(ChunkPiece.ChoiceField); text = json.ElementOrNull(); break;
                default: json.Note(ChunkPiece.ChoiceField); json.Keep(ref extra); break;
            }
        }

        Delta = AnswerPlaces.Find(Delta, ("message", message), ref extra, words => new ChatDelta { Content = words });
        Delta = AnswerPlaces.WithText(Delta, text is not null && Delta is { IsEmpty: false }, text, ref extra, words => (Delta ?? new()) with { Content = words });
        ExtraFields = extra.ToBag();
    }

    /// <summary>Gets whether there is a piece of the answer in it. It compares all members, so that a new one cannot be forgotten here.</summary>
    internal bool SaysSomething => Delta is { SaysSomething: true } || (_shared with { Index = null, FinishReason = null, Usage = null }) != Shared.None;

    /// <summary>Gives the choice that is like this one but for the texts that have changed.</summary>
    internal ChatChunkChoice Like(ChunkPattern pattern, ReadOnlySpan<byte> next) => this with
    {
        Delta = Delta?.Like(pattern, next),
        ExtraFields = pattern.Fields(ChunkPiece.ChoiceField, next, ExtraFields),
    };

    internal WireRecord RecordOf(ChunkPiece piece) => piece == ChunkPiece.ChoiceField ? this : Delta ?? _noDelta;

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
