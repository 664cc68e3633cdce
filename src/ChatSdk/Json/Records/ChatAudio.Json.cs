namespace ChatSdk;

public sealed partial record ChatAudio : IWireRecord<ChatAudio>
{
    private ChatAudio(ref WireReader json)
        : this()
    {
        var extra = default(ExtraFieldsBuilder);
        while (json.NextMember(ref extra))
        {
            switch (json.Member)
            {
                case "id": Id = json.NonEmpty(ref extra); break;
                case "data": Data = json.String(ref extra); break;
                case "transcript": Transcript = json.String(ref extra); break;
                case "expires_at": ExpiresAt = json.Int64(ref extra); break;
                default: json.Keep(ref extra); break;
            }
        }

        ExtraFields = extra.ToBag();
    }

    static ChatAudio IWireRecord<ChatAudio>.Read(ref WireReader json) => new(ref json);

    private protected override void WriteMembers(WireWriter json)
    {
        json.Member("id", Id);
        json.Member("data", Data);
        json.Member("transcript", Transcript);
        json.Member("expires_at", ExpiresAt);
    }
}
