namespace ChatSdk;

/// <summary>A string from an open set of values: known values have names, and all others are preserved.</summary>
internal interface IOpenEnum<TSelf>
{
    string Value { get; }

    static abstract TSelf From(string value);
}
