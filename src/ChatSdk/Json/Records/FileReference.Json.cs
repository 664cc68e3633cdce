namespace ChatSdk;

public sealed partial record FileReference : IWireRecord<FileReference>
{
    private FileReference(ref WireReader json)
        : this()
    {
        var extra = default(ExtraFieldsBuilder);
        while (json.NextMember(ref extra))
        {
            switch (json.Member)
            {
                case "file_id": FileId = json.String(ref extra); break;
                case "file_data": FileData = json.String(ref extra); break;
                case "filename": Filename = json.String(ref extra); break;
                default: json.Keep(ref extra); break;
            }
        }

        ExtraFields = extra.ToBag();
    }

    static FileReference IWireRecord<FileReference>.Read(ref WireReader json) => new(ref json);

    private protected override void WriteMembers(WireWriter json)
    {
        json.Member("file_id", FileId);
        json.Member("file_data", FileData);
        json.Member("filename", Filename);
    }
}
