namespace ChatSdk;

public sealed partial record ResponseFormat : IWireRecord<ResponseFormat>
{
    private ResponseFormat(ref WireReader json)
        : this()
    {
        while (json.NextMember())
        {
            switch (json.Member)
            {
                case "type": Type = json.String(); break;
                case "json_schema": JsonSchema = json.Object<JsonSchemaFormat>(); break;
                default: json.Keep(); break;
            }
        }

        Fields = json.ExtraFields(Fields);
    }

    static ResponseFormat IWireRecord<ResponseFormat>.Read(ref WireReader json) => new(ref json);

    private protected override void WriteMembers(WireWriter json)
    {
        json.Member("type", Type);
        json.Member("json_schema", JsonSchema);
    }
}
