using System.Text.Json;

namespace ChatSdk;

/// <summary>A value that can be of several JSON types, such as a string or a list.</summary>
internal interface IWireUnion
{
    void WriteTo(Utf8JsonWriter writer);
}

/// <summary>A value that can be of several JSON types, with a method to read it.</summary>
internal interface IWireUnion<TSelf> : IWireUnion
{
    /// <summary>Reads the value; returns <see langword="null"/> if its JSON type is not supported.</summary>
    static abstract TSelf? Read(JsonElement json);
}
