namespace ChatSdk;

public sealed partial record FunctionCall : IWireRecord<FunctionCall>
{
    private static readonly FunctionCall _nothing = new();

    private FunctionCall(ref WireReader json)
        : this(json.Earlier(_nothing))
    {
        while (json.NextMember())
        {
            switch (json.Member)
            {
                case "name": Name = json.NonEmpty(); break;
                case "arguments": Arguments = json.Arguments(); break;
                default: json.Keep(); break;
            }
        }

        Fields = json.ExtraFields(Fields);
    }

    static bool IWireRecord<FunctionCall>.IsRepeatable => true;

    static FunctionCall IWireRecord<FunctionCall>.Read(ref WireReader json) => new(ref json);

    private protected override void WriteMembers(WireWriter json)
    {
        json.Member("name", Name);
        json.Member("arguments", Arguments);
    }
}
