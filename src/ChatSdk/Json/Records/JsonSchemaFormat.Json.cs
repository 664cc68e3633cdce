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
        json.Member("name", Name);
        json.Member("description", Description);
        json.Member("schema", Schema);
        json.Member("strict", Strict);
    }
}
