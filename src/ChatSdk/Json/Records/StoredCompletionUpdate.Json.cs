namespace ChatSdk;

internal sealed partial record StoredCompletionUpdate : IWireRecord<StoredCompletionUpdate>
{
    private StoredCompletionUpdate(ref WireReader json)
        : this()
    {
        while (json.NextMember())
        {
            switch (json.Member)
            {
                case "metadata": Metadata = json.Map(WireMaps.Text); break;
                default: json.Keep(); break;
            }
        }

        Fields = json.ExtraFields(Fields);
    }

    static StoredCompletionUpdate IWireRecord<StoredCompletionUpdate>.Read(ref WireReader json) => new(ref json);

    private protected override void WriteMembers(WireWriter json) => json.Member("metadata", Metadata);
}
