namespace ChatSdk;

public sealed partial record StoredCompletionDeletion : IWireRecord<StoredCompletionDeletion>
{
    private StoredCompletionDeletion(ref WireReader json)
        : this()
    {
        while (json.NextMember())
        {
            switch (json.Member)
            {
                case "id": Id = json.NonEmpty(); break;
                case "object": Object = json.NonEmpty(); break;
                case "deleted": Deleted = json.Boolean(); break;
                default: json.Keep(); break;
            }
        }

        Fields = json.ExtraFields(Fields);
    }

    static StoredCompletionDeletion IWireRecord<StoredCompletionDeletion>.Read(ref WireReader json) => new(ref json);

    private protected override void WriteMembers(WireWriter json)
    {
        json.Member("id", Id);
        json.Member("object", Object);
        json.Member("deleted", Deleted);
    }
}
