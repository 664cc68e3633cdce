using System.Text.Json;
using System.Text.Json.Nodes;

namespace ChatSdk;

/// <summary>Sets fields that a record has no property for.</summary>
public static class WireRecordExtensions
{
    /// <summary>
    /// Gives a copy of the record with one more field, at the level of this record:
    /// <c>request.WithField("top_a", 0.5)</c>, <c>request.WithField("reasoning", new JsonObject { ["effort"] = "high" })</c>.
    /// </summary>
    /// <typeparam name="T">The record's type.</typeparam>
    /// <param name="record">The record; it stays as it is.</param>
    /// <param name="name">The name of the field on the wire. The name of a typed field replaces that one.</param>
    /// <param name="value">The value; <see langword="null"/> is sent too.</param>
    /// <returns>The copy.</returns>
    /// <exception cref="ArgumentException"><paramref name="name"/> is <see langword="null"/> or empty.</exception>
    public static T WithField<T>(this T record, string name, JsonNode? value)
        where T : WireRecord
        => record.WithField(name, FieldBag.ElementOf(value));

    /// <summary>Returns a copy of the record with one more field, a list: <c>request.WithField("stop_token_ids", new[] { 2, 3 })</c>.</summary>
    /// <typeparam name="T">The record's type.</typeparam>
    /// <typeparam name="TItem">The type of the items: strings, numbers, Booleans, JSON, records of the protocol, or lists and dictionaries of them.</typeparam>
    /// <param name="record">The record; it stays as it is.</param>
    /// <param name="name">The name of the field on the wire. The name of a typed field replaces that one.</param>
    /// <param name="values">The list.</param>
    /// <returns>The copy.</returns>
    /// <exception cref="ArgumentException"><paramref name="name"/> is <see langword="null"/> or empty, or an item is of a type that cannot be written.</exception>
    public static T WithField<T, TItem>(this T record, string name, IReadOnlyCollection<TItem> values)
        where T : WireRecord
    {
        ArgumentNullException.ThrowIfNull(values);
        return record.WithField(name, FieldValue.OfItems(values, nameof(values)));
    }

    /// <summary>
    /// Returns a copy of the record with one more field, an object:
    /// <c>request.WithField("options", new Dictionary&lt;string, int> { ["num_ctx"] = 8192 })</c>.
    /// </summary>
    /// <typeparam name="T">The record's type.</typeparam>
    /// <typeparam name="TValue">The type of the values: strings, numbers, Booleans, JSON, records of the protocol, or lists and dictionaries of them.</typeparam>
    /// <param name="record">The record; it stays as it is.</param>
    /// <param name="name">The name of the field on the wire. The name of a typed field replaces that one.</param>
    /// <param name="values">The members of the object.</param>
    /// <returns>The copy.</returns>
    /// <exception cref="ArgumentException"><paramref name="name"/> is <see langword="null"/> or empty, or a value is of a type that cannot be written.</exception>
    public static T WithField<T, TValue>(this T record, string name, IReadOnlyDictionary<string, TValue> values)
        where T : WireRecord
    {
        ArgumentNullException.ThrowIfNull(values);
        return record.WithField(name, FieldValue.OfMembers(values, nameof(values)));
    }

    /// <summary>Gives a copy of the record with one more field, from JSON that was already read.</summary>
    /// <typeparam name="T">The record's type.</typeparam>
    /// <param name="record">The record; it stays as it is.</param>
    /// <param name="name">The name of the field on the wire. The name of a typed field replaces that one.</param>
    /// <param name="value">The value; it is copied, so that its document may be disposed.</param>
    /// <returns>The copy.</returns>
    /// <exception cref="ArgumentException"><paramref name="name"/> is <see langword="null"/> or empty.</exception>
    public static T WithField<T>(this T record, string name, JsonElement value)
        where T : WireRecord
    {
        ArgumentNullException.ThrowIfNull(record);
        ArgumentException.ThrowIfNullOrEmpty(name);
        WireRecord copy = record with { ExtraFields = ((FieldBag)record.ExtraFields).With(name, value.Clone()) };
        return (T)copy;
    }
}
