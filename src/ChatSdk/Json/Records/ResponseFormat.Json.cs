namespace ChatSdk;

public sealed partial record ResponseFormat : IWireRecord<ResponseFormat>
{
    private ResponseFormat(ref WireReader json)
        : this()
    {
        var extra = default(ExtraFieldsBuilder);
        while (json.NextMember(ref extra))
        {
            switch (json.Member)
            {
                case "type": Type = json.String(ref extra); break;
                case "json_schema": JsonSchema = json.Object<JsonSchemaFormat>(ref extra); break;
                default: json.Keep(ref extra); break;
            }
        }

        ExtraFields = extra.ToBag();
    }

    static ResponseFormat IWireRecord<ResponseFormat>.Read(ref WireReader json) => new(ref json);

    private protected override void WriteMembers(WireWriter json)
    {
        json.Member("type", Type);
        json.Member("json_schema", JsonSchema);
    }
}
