using System.Buffers.Text;
using System.Text;
using System.Text.Json;

namespace ChatSdk;

/// <content>The part that reads strings, numbers and Booleans.</content>
internal ref partial struct WireReader
{
    /// <summary>Reads any value; <see langword="null"/> for a JSON null.</summary>
    public JsonElement? ElementOrNull() => Kind == JsonTokenType.Null ? null : Element();

    /// <summary>Reads a string, or a number as a string, because some servers send numbers instead.</summary>
    public string? String()
    {
        switch (Kind)
        {
            case JsonTokenType.String:
                Open(PlaceKind.Text);
                return JsonText.Decode(_value, _isEscaped);
            case JsonTokenType.Number:
                Open(PlaceKind.Number);
                return Encoding.UTF8.GetString(_value);
            default:
                return Misfit<string>();
        }
    }

    /// <summary>Reads text from the model, which some servers send as a number or a Boolean if the token looks like one.</summary>
    public string? Token()
    {
        if (Kind is not (JsonTokenType.True or JsonTokenType.False))
        {
            return String();
        }

        Open(PlaceKind.Boolean);
        return Kind == JsonTokenType.True ? "true" : "false";
    }

    /// <summary>Reads a string that is treated as missing if it is empty, such as an id, a name or a reason.</summary>
    public string? NonEmpty()
    {
        if (Kind != JsonTokenType.String)
        {
            return String();
        }

        if (_value.IsEmpty)
        {
            return null;
        }

        Open(PlaceKind.NonEmptyText);
        return Known();
    }

    /// <summary>Reads a value of an open enum.</summary>
    public T? OpenEnum<T>()
        where T : struct, IOpenEnum<T> => NonEmpty() is { } text ? T.From(text) : null;

    /// <summary>Reads an integer in the form 3, 3.0 or "3".</summary>
    public long? Int64()
    {
        var isNumber = Kind is JsonTokenType.Number or JsonTokenType.String;
        if (isNumber && Utf8Parser.TryParse(_value, out long whole, out var used) && used == _value.Length)
        {
            OpenNumber();
            return whole;
        }

        // A double outside of this range may be too large for a long.
        return isNumber && TryDouble(out var number) && Math.Abs(number) < 9.2e18 ? (long)number : AbsentOr<long>();
    }

    /// <summary>Reads a 32-bit integer; a larger one is added to the extra fields. The only 32-bit integers in chunks are indexes. They are not recorded as values that may differ in a similar event, because all events that match a template must have the same indexes.</summary>
    public int? Int32()
    {
        if (Kind is JsonTokenType.Number or JsonTokenType.String && TryDouble(out var number) && Math.Abs(number) <= int.MaxValue)
        {
            return (int)number;
        }

        return AbsentOr<int>();
    }

    /// <summary>Reads a number, or a string that contains a number.</summary>
    public double? Double()
    {
        if (Kind is JsonTokenType.Number or JsonTokenType.String && TryDouble(out var number))
        {
            OpenNumber();
            return number;
        }

        return AbsentOr<double>();
    }

    public bool? Boolean() => Kind switch
    {
        JsonTokenType.True => true,
        JsonTokenType.False => false,
        JsonTokenType.String when _json.ValueTextEquals("true"u8) => true,
        JsonTokenType.String when _json.ValueTextEquals("false"u8) => false,
        _ => AbsentOr<bool>(),
    };

    /// <summary>Returns the current string, which is likely to have been received before.</summary>
    private readonly string Known() => _isEscaped || _strings is null ? JsonText.Decode(_value, _isEscaped) : _strings.Get(_value);

    private readonly void OpenNumber()
    {
        // A number in a string is not recorded as a value that may differ, because the string may be empty in a similar event.
        if (Kind == JsonTokenType.Number)
        {
            Open(PlaceKind.Number);
        }
    }

    private readonly bool TryDouble(out double number) =>
        Utf8Parser.TryParse(_value, out number, out var used) && used == _value.Length && double.IsFinite(number);

    private T? AbsentOr<T>()
        where T : struct
    {
        if (Kind == JsonTokenType.String && _value.IsEmpty)
        {
            return null;
        }

        Misfit<object>();
        return null;
    }
}
