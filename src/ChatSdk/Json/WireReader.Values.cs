using System.Buffers.Text;
using System.Text;
using System.Text.Json;

namespace ChatSdk;

/// <content>Strings, numbers and Booleans.</content>
internal ref partial struct WireReader
{
    /// <summary>Reads any value; <see langword="null"/> for a JSON null.</summary>
    public JsonElement? ElementOrNull() => Kind == JsonTokenType.Null ? null : Element();

    /// <summary>Reads a string, or a number as a string, because some servers send numbers instead.</summary>
    public string? String() => Kind switch
    {
        JsonTokenType.String => JsonText.Decode(_json.ValueSpan, _json.ValueIsEscaped),
        JsonTokenType.Number => Encoding.UTF8.GetString(_json.ValueSpan),
        _ => Misfit<string>(),
    };

    /// <summary>Reads text from the model, which some servers send as a number or a boolean if the token looks like one.</summary>
    public string? Token() => Kind switch
    {
        JsonTokenType.True => "true",
        JsonTokenType.False => "false",
        _ => String(),
    };

    /// <summary>Reads a string that is treated as missing if it is empty, such as an id, a name or a reason.</summary>
    public string? NonEmpty() => String() is { Length: > 0 } text ? text : null;

    /// <summary>Reads a value of an open set of strings.</summary>
    public T? OpenEnum<T>()
        where T : struct, IOpenEnum<T> => NonEmpty() is { } text ? T.From(text) : null;

    /// <summary>Reads an integer in the form 3, 3.0 or "3".</summary>
    public long? Int64()
    {
        var isNumber = Kind is JsonTokenType.Number or JsonTokenType.String;
        if (isNumber && Utf8Parser.TryParse(_json.ValueSpan, out long whole, out var used) && used == _json.ValueSpan.Length)
        {
            return whole;
        }

        // A larger double cannot be converted to a long.
        return isNumber && TryDouble(out var number) && Math.Abs(number) < 9.2e18 ? (long)number : AbsentOr<long>();
    }

    /// <summary>Reads a 32-bit integer; a larger one is added to the extra fields.</summary>
    public int? Int32()
    {
        if (Kind is JsonTokenType.Number or JsonTokenType.String && TryDouble(out var number) && Math.Abs(number) <= int.MaxValue)
        {
            return (int)number;
        }

        return AbsentOr<int>();
    }

    /// <summary>Reads a number, or a string that contains a number.</summary>
    public double? Double() =>
        Kind is JsonTokenType.Number or JsonTokenType.String && TryDouble(out var number) ? number : AbsentOr<double>();

    public bool? Boolean() => Kind switch
    {
        JsonTokenType.True => true,
        JsonTokenType.False => false,
        JsonTokenType.String when _json.ValueTextEquals("true"u8) => true,
        JsonTokenType.String when _json.ValueTextEquals("false"u8) => false,
        _ => AbsentOr<bool>(),
    };

    private readonly bool TryDouble(out double number) =>
        Utf8Parser.TryParse(_json.ValueSpan, out number, out var used) && used == _json.ValueSpan.Length && double.IsFinite(number);

    private T? AbsentOr<T>()
        where T : struct
    {
        if (Kind == JsonTokenType.String && _json.ValueSpan.IsEmpty)
        {
            return null;
        }

        Misfit<object>();
        return null;
    }
}
