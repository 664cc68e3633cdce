namespace ChatSdk;

public sealed partial record FileReference : IWireRecord<FileReference>
{
    private FileReference(ref WireReader json)
        : this()
    {
        while (json.NextMember())
        {
            switch (json.Member)
            {
                case "file_id": FileId = json.String(); break;
                case "file_data": FileData = json.String(); break;
                case "filename": Filename = json.String(); break;
                default: json.Keep(); break;
            }
        }

        Fields = json.ExtraFields(Fields);
    }

    static FileReference IWireRecord<FileReference>.Read(ref WireReader json) => new(ref json);

    private protected override void WriteMembers(WireWriter json)
    {
        json.Member("file_id", FileId);
        json.Member("file_data", FileData);
        json.Member("filename", Filename);
    }
}
