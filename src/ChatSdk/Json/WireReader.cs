using System.Buffers;
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace ChatSdk;

/// <summary>
/// Reads the records of the protocol from JSON that is completely in memory. It is lenient: a value of an unexpected type is
/// added to the extra fields of its object instead of failing the response.
/// </summary>
internal ref partial struct WireReader
{
    private Utf8JsonReader _json;
    private ReadOnlySpan<byte> _name;
    private bool _nameIsEscaped;
    private MemberName _member;
    private int _memberLength;
    private ChunkNotes? _notes;

    // The extra fields of the object that is being read, not of the objects that contain it.
    private ExtraFieldsBuilder _extra;

    private WireReader(ReadOnlySpan<byte> utf8) => _json = new Utf8JsonReader(WithoutMark(utf8));

    public readonly JsonTokenType Kind => _json.TokenType;

    /// <summary>Gets the name of the current member; empty if it is not ASCII or is longer than the names of all properties.</summary>
    [UnscopedRef]
    public ReadOnlySpan<char> Member => ((ReadOnlySpan<char>)_member)[.._memberLength];

    /// <summary>Reads JSON that must be exactly one object.</summary>
    /// <param name="utf8">The JSON.</param>
    /// <param name="notes">Receives the positions of the parts that may differ in the next similar chunk.</param>
    /// <exception cref="JsonException">The JSON is invalid, not an object, or followed by more data.</exception>
    public static T ReadWhole<T>(ReadOnlySpan<byte> utf8, ChunkNotes? notes = null)
        where T : IWireRecord<T>
    {
        try
        {
            return ReadStrictly<T>(utf8, notes);
        }
        catch (JsonException)
        {
            notes?.Clear();
            if (NaNLiterals.Replace(utf8) is not { } replaced)
            {
                throw;
            }

            return ReadStrictly<T>(replaced.Span);
        }
    }

    private static T ReadStrictly<T>(ReadOnlySpan<byte> utf8, ChunkNotes? notes = null)
        where T : IWireRecord<T>
    {
        var json = new WireReader(utf8) { _notes = notes };
        if (!json._json.Read() || json.Kind != JsonTokenType.StartObject)
        {
            throw new JsonException("A JSON object was expected.");
        }

        var value = T.Read(ref json);
        if (json._json.Read())
        {
            throw new JsonException("The JSON object is followed by more data.");
        }

        return value;
    }

    /// <summary>Returns the JSON without the byte order mark that some servers send.</summary>
    public static ReadOnlySpan<byte> WithoutMark(ReadOnlySpan<byte> utf8) => utf8.StartsWith("\uFEFF"u8) ? utf8[3..] : utf8;

    /// <summary>Determines whether the JSON object has a member with the specified name and a value other than <see langword="null"/>.</summary>
    public static bool HasValue(ReadOnlySpan<byte> utf8, ReadOnlySpan<char> name) => KindOf(utf8, name) is not (JsonTokenType.None or JsonTokenType.Null);

    /// <summary>Determines whether the JSON object has a member with the specified name and any value.</summary>
    public static bool HasMember(ReadOnlySpan<byte> utf8, ReadOnlySpan<char> name) => KindOf(utf8, name) != JsonTokenType.None;

    private static JsonTokenType KindOf(ReadOnlySpan<byte> utf8, ReadOnlySpan<char> name)
    {
        var json = new WireReader(NaNLiterals.Replace(utf8) is { } replaced ? replaced.Span : utf8);
        json._json.Read();
        while (json.NextMember())
        {
            if (json.Member.SequenceEqual(name))
            {
                return json.Kind;
            }

            json._json.Skip();
        }

        return JsonTokenType.None;
    }

    /// <summary>Moves to the value of the next member of the object; <see langword="false"/> at the end of the object.</summary>
    public bool NextMember()
    {
        _json.Read();
        if (_json.TokenType == JsonTokenType.EndObject)
        {
            return false;
        }

        _name = _json.ValueSpan;
        _nameIsEscaped = _json.ValueIsEscaped;
        var name = _nameIsEscaped ? Encoding.UTF8.GetBytes(JsonText.Decode(_name, escaped: true)) : _name;
        if (Ascii.ToUtf16(name, _member, out _memberLength) != OperationStatus.Done)
        {
            _memberLength = 0;
        }

        // If two members have the same name, the later one is used, even if the earlier one had the wrong type.
        _extra.Forget(Member);
        _json.Read();
        return true;
    }

    /// <summary>Adds the member to the extra fields of the object.</summary>
    public void Keep()
    {
        var name = JsonText.Decode(_name, _nameIsEscaped);
        _extra.Add(name, Element());
    }

    /// <summary>Adds a value that was read before to the extra fields of the object, if it is not <see langword="null"/>.</summary>
    public void Keep(string name, JsonElement? value)
    {
        if (value is { } element)
        {
            _extra.Add(name, element);
        }
    }

    /// <summary>Returns the extra fields of the object, after its end has been reached.</summary>
    public readonly FieldBag ExtraFields() => _extra.ToBag();

    /// <summary>Reads any value.</summary>
    public JsonElement Element()
    {
        var element = JsonElement.ParseValue(ref _json);
        var raw = JsonMarshal.GetRawUtf8Value(element);
        var repaired = JsonText.Repair(raw);
        if (repaired == raw)
        {
            return element;
        }

        var reader = new Utf8JsonReader(repaired);
        return JsonElement.ParseValue(ref reader);
    }

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

    /// <summary>Reads a string that counts as missing if it is empty, such as an id, a name or a reason.</summary>
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

    /// <summary>Reads a number, also one in a string.</summary>
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

    public T? Object<T>()
        where T : class, IWireRecord<T> => Kind == JsonTokenType.StartObject ? ReadObject<T>() : Misfit<T>();

    /// <summary>Reads a value that can have several JSON types.</summary>
    public T? Union<T>()
        where T : class, IWireUnion<T>
    {
        if (Kind == JsonTokenType.Null)
        {
            return null;
        }

        var name = JsonText.Decode(_name, _nameIsEscaped);
        var element = Element();
        var value = T.Read(element);
        if (value is null)
        {
            _extra.AddMisfit(name, element);
        }

        return value;
    }

    /// <summary>Reads a nested object, and preserves the extra fields of the current one meanwhile.</summary>
    private T ReadObject<T>()
        where T : IWireRecord<T>
    {
        var outer = _extra;
        _extra = default;
        var value = T.Read(ref this);
        _extra = outer;
        return value;
    }

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

    private T? Misfit<T>()
        where T : class
    {
        if (Kind != JsonTokenType.Null)
        {
            _extra.AddMisfit(JsonText.Decode(_name, _nameIsEscaped), Element());
        }

        return null;
    }

    /// <summary>A buffer for the longest name of a property.</summary>
    [InlineArray(32)]
    private struct MemberName
    {
        private char _first;
    }
}
