using System.Text.Json;

namespace ChatSdk;

/// <summary>A value that the wire knows in several kinds, of which not all are objects.</summary>
internal interface IWireUnion
{
    void WriteTo(Utf8JsonWriter writer);
}

/// <summary>Such a value, as it can be read.</summary>
internal interface IWireUnion<TSelf> : IWireUnion
{
    /// <summary>Reads the value; <see langword="null"/> if it is of no kind that this type has.</summary>
    static abstract TSelf? Read(JsonElement json);
}
