namespace ChatSdk;

public sealed partial record CustomToolCall : IWireRecord<CustomToolCall>
{
    private static readonly CustomToolCall _nothing = new();

    private CustomToolCall(ref WireReader json)
        : this(json.Earlier(_nothing))
    {
        while (json.NextMember())
        {
            switch (json.Member)
            {
                case "name": Name = json.NonEmpty(); break;
                case "input": Input = json.String(); break;
                default: json.Keep(); break;
            }
        }

        Fields = json.ExtraFields(Fields);
    }

    static bool IWireRecord<CustomToolCall>.IsRepeatable => true;

    static CustomToolCall IWireRecord<CustomToolCall>.Read(ref WireReader json) => new(ref json);

    private protected override void WriteMembers(WireWriter json)
    {
        json.Member("name", Name);
        json.Member("input", Input);
    }
}
