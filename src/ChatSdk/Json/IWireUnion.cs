using System.Text.Json;

namespace ChatSdk;

/// <summary>A value that the wire knows in several kinds, of which not all are objects.</summary>
internal interface IWireUnion
{
    void WriteTo(Utf8JsonWriter writer);
}
