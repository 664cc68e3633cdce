using System.Text.Json;

namespace ChatSdk;

public sealed partial record ChatChunkChoice : IWireRecord<ChatChunkChoice>
{
    private ChatChunkChoice(ref WireReader json)
        : this()
    {
        var extra = default(ExtraFieldsBuilder);
        JsonElement? message = null;
        JsonElement? text = null;
        while (json.NextMember(ref extra))
        {
            switch (json.Member)
            {
                case "index": Index = json.Int32(ref extra); break;
                case "delta": Delta = json.Kind == JsonTokenType.String ? new ChatDelta { Content = json.String(ref extra) } : json.Object<ChatDelta>(ref extra); break;
                case "finish_reason": FinishReason = json.OpenEnum<FinishReason>(ref extra); break;
                case "logprobs": LogProbs = json.Object<ChatLogProbs>(ref extra); break;
                case "usage": Usage = UsagePlaces.Some(json.Object<ChatUsage>(ref extra)); break;
                case "message": message = json.ElementOrNull(); break;
                case "text": text = json.ElementOrNull(); break;
                default: json.Keep(ref extra); break;
            }
        }

        Delta = AnswerPlaces.Find(Delta, ("message", message), ref extra, words => new ChatDelta { Content = words });
        Delta = AnswerPlaces.WithText(Delta, Delta is { IsEmpty: false }, text, ref extra, words => (Delta ?? new()) with { Content = words });
        ExtraFields = extra.ToBag();
    }

    static ChatChunkChoice IWireRecord<ChatChunkChoice>.Read(ref WireReader json) => new(ref json);

    private protected override void WriteMembers(WireWriter json)
    {
        json.Member("index"u8, Index);
        json.Member("delta"u8, Delta);
        json.Member("finish_reason"u8, FinishReason);
        json.Member("logprobs"u8, LogProbs);
        json.Member("usage"u8, Usage);
    }
}
