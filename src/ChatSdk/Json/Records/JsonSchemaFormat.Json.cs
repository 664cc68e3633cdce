namespace ChatSdk;

public sealed partial record JsonSchemaFormat : IWireRecord<JsonSchemaFormat>
{
    private JsonSchemaFormat(ref WireReader json)
        : this()
    {
        var extra = default(ExtraFieldsBuilder);
        while (json.NextMember(ref extra))
        {
            switch (json.Member)
            {
                case "name": Name = json.String(ref extra); break;
                case "description": Description = json.String(ref extra); break;
                case "schema": Schema = json.ElementOrNull(); break;
                case "strict": Strict = json.Boolean(ref extra); break;
                default: json.Keep(ref extra); break;
            }
        }

        ExtraFields = extra.ToBag();
    }

    static JsonSchemaFormat IWireRecord<JsonSchemaFormat>.Read(ref WireReader json) => new(ref json);

    private protected override void WriteMembers(WireWriter json)
    {
        json.Member("name"u8, Name);
        json.Member("description"u8, Description);
        json.Member("schema"u8, Schema);
        json.Member("strict"u8, Strict);
    }
}
