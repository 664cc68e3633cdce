using System.Text.Json;

namespace ChatSdk;

public sealed partial record ChatChoice : IWireRecord<ChatChoice>
{
    private ChatChoice(ref WireReader json)
        : this()
    {
        var extra = default(ExtraFieldsBuilder);
        JsonElement? delta = null;
        JsonElement? text = null;
        while (json.NextMember(ref extra))
        {
            switch (json.Member)
            {
                case "index": Index = json.Int32(ref extra); break;
                case "message": Message = json.Kind == JsonTokenType.String ? new ChatMessage { Content = json.String(ref extra) } : json.Object<ChatMessage>(ref extra); break;
                case "finish_reason": FinishReason = json.OpenEnum<FinishReason>(ref extra); break;
                case "logprobs": LogProbs = json.Object<ChatLogProbs>(ref extra); break;
                case "usage": Usage = UsagePlaces.Some(json.Object<ChatUsage>(ref extra)); break;
                case "delta": delta = json.ElementOrNull(); break;
                case "text": text = json.ElementOrNull(); break;
                default: json.Keep(ref extra); break;
            }
        }

        Message = AnswerPlaces.Find(Message, ("delta", delta), ref extra, words => new ChatMessage { Content = words });
        Message = AnswerPlaces.WithText(Message, Message is { Content: not null } or { ToolCalls: not null }, text, ref extra, words => (Message ?? new()) with { Content = words });
        ExtraFields = extra.ToBag();
    }

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
