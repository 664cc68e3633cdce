using System.Text.Json;

namespace ChatSdk;

/// <summary>
/// A JSON object of the protocol. It is immutable, safe to share between threads, and equal by value.
/// What this version has no property for is kept in <see cref="ExtraFields"/> and written back as it came.
/// </summary>
public abstract record WireRecord
{
    // Closed on purpose: reader and writer of every record are in this library (folder Json).
    private protected WireRecord()
    {
    }

    /// <summary>
    /// Gets the fields that the record has no property for, and typed ones whose value was of another kind than the property's.
    /// Never <see langword="null"/>; empty by default. A field here that has the name of a typed one is written in its place.
    /// </summary>
    /// <remarks>To set one: <see cref="WireRecordExtensions.WithField{T}(T, string, System.Text.Json.Nodes.JsonNode?)"/>.</remarks>
    public IReadOnlyDictionary<string, JsonElement> ExtraFields { get; init => field = FieldBag.From(value); } = FieldBag.Empty;

    /// <summary>
    /// Returns the name of the type only: whole requests and responses must not get into logs by accident. A
    /// <see cref="ChatMessage"/> returns its text.
    /// </summary>
    /// <returns>The name of the record's type, or the text of a message.</returns>
    public sealed override string ToString() => Printed();

    // Not ToString itself: the compiler would write one, with all members, for every record whose base does not seal it.
    private protected virtual string Printed() => GetType().Name;

    internal virtual void WriteTo(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        WriteMembers(new WireWriter(writer, (FieldBag)ExtraFields));
        foreach (var (name, value) in ExtraFields)
        {
            writer.WritePropertyName(name);
            value.WriteTo(writer);
        }

        writer.WriteEndObject();
    }

    private protected abstract void WriteMembers(WireWriter json);
}
