namespace ChatSdk;

public sealed partial record ChatAudio : IWireRecord<ChatAudio>
{
    private ChatAudio(ref WireReader json)
        : this()
    {
        while (json.NextMember())
        {
            switch (json.Member)
            {
                case "id": Id = json.NonEmpty(); break;
                case "data": Data = json.String(); break;
                case "transcript": Transcript = json.String(); break;
                case "expires_at": ExpiresAt = json.Int64(); break;
                default: json.Keep(); break;
            }
        }

        Fields = json.ExtraFields(Fields);
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
