using System.Text.Json;

namespace ChatSdk;

/// <summary>Writes the members of a record that are set and are not replaced by an extra field with the same name.</summary>
internal readonly ref struct WireWriter(Utf8JsonWriter json, FieldBag extra)
{
    public void Member(string name, string? value)
    {
        if (value is not null && !IsReplaced(name))
        {
            json.WriteString(name, value);
        }
    }

    public void Member<T>(string name, T? value)
        where T : struct, IOpenEnum<T> => Member(name, value?.Value);

    public void Member(string name, long? value)
    {
        if (value is { } number && !IsReplaced(name))
        {
            json.WriteNumber(name, number);
        }
    }

    public void Member(string name, double? value)
    {
        if (value is { } number && !IsReplaced(name))
        {
            json.WriteNumber(name, double.IsFinite(number) ? number : throw NotFinite(name, number));
        }
    }

    public void Member(string name, bool? value)
    {
        if (value is { } flag && !IsReplaced(name))
        {
            json.WriteBoolean(name, flag);
        }
    }

    public void Member(string name, JsonElement? value)
    {
        if (value is { } element && !IsReplaced(name))
        {
            json.WritePropertyName(name);
            element.WriteTo(json);
        }
    }

    public void Member(string name, WireRecord? value)
    {
        if (value is not null && !IsReplaced(name))
        {
            json.WritePropertyName(name);
            value.WriteTo(json);
        }
    }

    /// <summary>Writes a value that is not always an object, such as content, which is a string or a list of parts.</summary>
    public void Member(string name, IWireUnion? value)
    {
        if (value is not null && !IsReplaced(name))
        {
            json.WritePropertyName(name);
            value.WriteTo(json);
        }
    }

    public void Member(string name, IReadOnlyList<WireRecord>? values)
    {
        if (values is null || IsReplaced(name))
        {
            return;
        }

        json.WriteStartArray(name);
        foreach (var value in values)
        {
            value.WriteTo(json);
        }

        json.WriteEndArray();
    }

    public void Member(string name, IReadOnlyList<string>? values)
    {
        if (values is null || IsReplaced(name))
        {
            return;
        }

        json.WriteStartArray(name);
        foreach (var value in values)
        {
            json.WriteStringValue(value);
        }

        json.WriteEndArray();
    }

    public void Member(string name, IReadOnlyList<byte>? values)
    {
        if (values is null || IsReplaced(name))
        {
            return;
        }

        json.WriteStartArray(name);
        foreach (var value in values)
        {
            json.WriteNumberValue(value);
        }

        json.WriteEndArray();
    }

    public void Member(string name, ReadOnlyMemory<float> values)
    {
        if (values.IsEmpty || IsReplaced(name))
        {
            return;
        }

        json.WriteStartArray(name);
        foreach (var value in values.Span)
        {
            json.WriteNumberValue(value);
        }

        json.WriteEndArray();
    }

    public void Member(string name, ChatMap<double>? values)
    {
        if (values is null || IsReplaced(name))
        {
            return;
        }

        json.WriteStartObject(name);
        foreach (var (key, value) in values)
        {
            json.WriteNumber(key, double.IsFinite(value) ? value : throw NotFinite($"{name}.{key}", value));
        }

        json.WriteEndObject();
    }

    public void Member(string name, ChatMap<string>? values)
    {
        if (values is null || IsReplaced(name))
        {
            return;
        }

        json.WriteStartObject(name);
        foreach (var (key, value) in values)
        {
            json.WriteString(key, value);
        }

        json.WriteEndObject();
    }

    private static ArgumentException NotFinite(string name, double value) => new($"{name} is {value}, which JSON cannot represent.", nameof(value));

    private bool IsReplaced(string name) => extra.Count > 0 && extra.ContainsKey(name);
}
