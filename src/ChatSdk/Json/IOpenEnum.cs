namespace ChatSdk;

/// <summary>A string of the wire from a set that is open: known values have names, all others are kept.</summary>
internal interface IOpenEnum<TSelf>
{
    string Value { get; }

    static abstract TSelf From(string value);
}
