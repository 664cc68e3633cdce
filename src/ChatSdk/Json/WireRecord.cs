using System.Text;
using System.Text.Json;

namespace ChatSdk;

/// <summary>
/// A JSON object of the protocol. It is immutable, safe to share between threads, and compared by value.
/// Fields for which this version of the library has no property are preserved in <see cref="ExtraFields"/> and written back as received.
/// </summary>
public abstract record WireRecord
{
    // Other libraries cannot derive from this class, because the code that reads and writes the records is internal (folder Json).
    private protected WireRecord()
    {
    }

    /// <summary>
    /// Gets the fields for which the record has no property, and those whose value has a different type than their property. Never
    /// <see langword="null"/>; empty by default. A field with the JSON name of a property is written instead of the property.
    /// </summary>
    /// <remarks>To set a field, use <see cref="WireRecordExtensions.WithField{T}(T, string, System.Text.Json.Nodes.JsonNode?)"/>.</remarks>
    public IReadOnlyDictionary<string, JsonElement> ExtraFields { get => Fields; init => Fields = FieldBag.From(value); }

    /// <summary>Gets <see cref="ExtraFields"/> in its internal form.</summary>
    internal FieldBag Fields { get; private protected set; } = FieldBag.Empty;

    /// <summary>
    /// Returns the record as JSON, including <see cref="ExtraFields"/>. When a request is sent, the client completes its JSON, for example
    /// with <c>model</c> and <c>stream</c>. The JSON of an answer has all fields that were received, but the order and the white space may differ.
    /// </summary>
    /// <returns>The JSON, on one line. It contains the prompt or the answer, so it may be confidential.</returns>
    public string ToJson() => Encoding.UTF8.GetString(WireBytes.Of(this));

    /// <summary>
    /// Returns only the name of the type, so that requests and responses are not logged by accident. A
    /// <see cref="ChatMessage"/> returns its text, and a <see cref="ChatUsage"/> its counts.
    /// </summary>
    /// <returns>The name of the record's type, the text of a message, or the counts in a usage record.</returns>
    public sealed override string ToString() => Printed();

    // ToString is sealed, because otherwise the compiler would generate one with all members for every derived record.
    private protected virtual string Printed() => GetType().Name;

    internal virtual void WriteTo(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        WriteMembers(new WireWriter(writer, Fields));
        foreach (var (name, value) in Fields)
        {
            writer.WritePropertyName(name);
            value.WriteTo(writer);
        }

        writer.WriteEndObject();
    }

    private protected abstract void WriteMembers(WireWriter json);
}
