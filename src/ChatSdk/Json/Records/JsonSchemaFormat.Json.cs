namespace ChatSdk;

public sealed partial record JsonSchemaFormat : IWireRecord<JsonSchemaFormat>
{
    private JsonSchemaFormat(ref WireReader json)
        : this()
    {
        while (json.NextMember())
        {
            switch (json.Member)
            {
                case "name": Name = json.String(); break;
                case "description": Description = json.String(); break;
                case "schema": Schema = json.ElementOrNull(); break;
                case "strict": Strict = json.Boolean(); break;
                default: json.Keep(); break;
            }
        }

        Fields = json.ExtraFields(Fields);
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
