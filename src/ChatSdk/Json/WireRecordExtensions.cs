using System.Text.Json;
using System.Text.Json.Nodes;

namespace ChatSdk;

/// <summary>Provides extension methods to set fields for which a record has no property.</summary>
public static class WireRecordExtensions
{
    /// <summary>
    /// Returns a copy of the record in which an extra field is set:
    /// <c>request.WithField("top_a", 0.5)</c>, <c>request.WithField("reasoning", new JsonObject { ["effort"] = "high" })</c>.
    /// </summary>
    /// <typeparam name="T">The record's type.</typeparam>
    /// <param name="record">The record. It is not changed.</param>
    /// <param name="name">The name of the field in the JSON. If this is the JSON name of a property, the field is written instead of the property, whose value is unchanged.</param>
    /// <param name="value">The value; for <see langword="null"/>, a JSON null is sent.</param>
    /// <returns>The copy.</returns>
    /// <exception cref="ArgumentException"><paramref name="record"/> or <paramref name="name"/> is <see langword="null"/>, or <paramref name="name"/> is empty.</exception>
    public static T WithField<T>(this T record, string name, JsonNode? value)
        where T : WireRecord
        => record.WithField(name, FieldBag.ElementOf(value));

    /// <summary>Returns a copy of the record in which an extra field is set to a list: <c>request.WithField("stop_token_ids", new[] { 2, 3 })</c>.</summary>
    /// <typeparam name="T">The record's type.</typeparam>
    /// <typeparam name="TItem">The type of the items: strings, numbers, Booleans, JSON, records of the protocol, or lists and dictionaries of them.</typeparam>
    /// <param name="record">The record. It is not changed.</param>
    /// <param name="name">The name of the field in the JSON. If this is the JSON name of a property, the field is written instead of the property, whose value is unchanged.</param>
    /// <param name="values">The list.</param>
    /// <returns>The copy.</returns>
    /// <exception cref="ArgumentException">An argument is <see langword="null"/>, <paramref name="name"/> is empty, or an item has a type that cannot be serialized.</exception>
    public static T WithField<T, TItem>(this T record, string name, IReadOnlyCollection<TItem> values)
        where T : WireRecord
    {
        ArgumentNullException.ThrowIfNull(values);
        return record.WithField(name, FieldValue.OfItems(values, nameof(values)));
    }

    /// <summary>
    /// Returns a copy of the record in which an extra field is set to an object:
    /// <c>request.WithField("options", new Dictionary&lt;string, int> { ["num_ctx"] = 8192 })</c>.
    /// </summary>
    /// <typeparam name="T">The record's type.</typeparam>
    /// <typeparam name="TValue">The type of the values: strings, numbers, Booleans, JSON, records of the protocol, or lists and dictionaries of them.</typeparam>
    /// <param name="record">The record. It is not changed.</param>
    /// <param name="name">The name of the field in the JSON. If this is the JSON name of a property, the field is written instead of the property, whose value is unchanged.</param>
    /// <param name="values">The members of the object.</param>
    /// <returns>The copy.</returns>
    /// <exception cref="ArgumentException">An argument is <see langword="null"/>, <paramref name="name"/> is empty, or a value has a type that cannot be serialized.</exception>
    public static T WithField<T, TValue>(this T record, string name, IReadOnlyDictionary<string, TValue> values)
        where T : WireRecord
    {
        ArgumentNullException.ThrowIfNull(values);
        return record.WithField(name, FieldValue.OfMembers(values, nameof(values)));
    }

    /// <summary>Returns a copy of the record in which an extra field is set to a JSON element.</summary>
    /// <typeparam name="T">The record's type.</typeparam>
    /// <param name="record">The record. It is not changed.</param>
    /// <param name="name">The name of the field in the JSON. If this is the JSON name of a property, the field is written instead of the property, whose value is unchanged.</param>
    /// <param name="value">The value. It is copied, so its document can be disposed.</param>
    /// <returns>The copy.</returns>
    /// <exception cref="ArgumentException"><paramref name="record"/> or <paramref name="name"/> is <see langword="null"/>, or <paramref name="name"/> is empty.</exception>
    public static T WithField<T>(this T record, string name, JsonElement value)
        where T : WireRecord
    {
        ArgumentNullException.ThrowIfNull(record);
        ArgumentException.ThrowIfNullOrEmpty(name);
        WireRecord copy = record with { ExtraFields = record.Fields.With(name, value.Clone()) };
        return (T)copy;
    }
}
