using System.Buffers;
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace ChatSdk;

/// <summary>
/// Reads the records of the protocol from JSON that is complete in memory, and is lenient about it: a value of another kind
/// than expected is added to the extra fields of its object instead of failing the response.
/// </summary>
internal ref partial struct WireReader
{
    private Utf8JsonReader _json;
    private ReadOnlySpan<byte> _name;
    private bool _nameIsEscaped;
    private MemberName _member;
    private int _memberLength;
    private ChunkNotes? _notes;

    // The extra fields of the object that is being read, not of those around it.
    private ExtraFieldsBuilder _extra;

    private WireReader(ReadOnlySpan<byte> utf8) => _json = new Utf8JsonReader(WithoutMark(utf8));

    public readonly JsonTokenType Kind => _json.TokenType;

    /// <summary>Gets the name of the member whose value the reader is at; empty for a name that no record has.</summary>
    [UnscopedRef]
    public ReadOnlySpan<char> Member => ((ReadOnlySpan<char>)_member)[.._memberLength];

    /// <summary>Reads a complete JSON text that must be one object.</summary>
    /// <param name="utf8">The JSON.</param>
    /// <param name="notes">Where to note the positions of what may differ in the next text like this one.</param>
    /// <exception cref="JsonException">It is not JSON, not an object, or followed by more.</exception>
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
            throw new JsonException("More follows the JSON object.");
        }

        return value;
    }

    /// <summary>Returns the text without the byte order mark that some servers put before it.</summary>
    public static ReadOnlySpan<byte> WithoutMark(ReadOnlySpan<byte> utf8) => utf8.StartsWith("\uFEFF"u8) ? utf8[3..] : utf8;

    /// <summary>Determines whether the JSON of a record has a member of that name with a value other than <see langword="null"/>.</summary>
    public static bool HasValue(ReadOnlySpan<byte> utf8, ReadOnlySpan<char> name) => KindOf(utf8, name) is not (JsonTokenType.None or JsonTokenType.Null);

    /// <summary>Determines whether the JSON of a record has a member of that name, whatever its value.</summary>
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

    /// <summary>Moves to the value of the next member of the object; false at its end.</summary>
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

        // Of two members with one name the later one counts, also where the earlier one was of another kind.
        _extra.Forget(Member);
        _json.Read();
        return true;
    }

    /// <summary>Adds the member to the extra fields of the object, as it is.</summary>
    public void Keep()
    {
        var name = JsonText.Decode(_name, _nameIsEscaped);
        _extra.Add(name, Element());
    }

    /// <summary>Adds a value that was read before to the extra fields of the object, if there is one.</summary>
    public void Keep(string name, JsonElement? value)
    {
        if (value is { } element)
        {
            _extra.Add(name, element);
        }
    }

    /// <summary>Gets the extra fields of the object, once its end has been reached.</summary>
    public readonly FieldBag ExtraFields() => _extra.ToBag();

    /// <summary>Reads any value.</summary>
    public JsonElement Element()
    {
        var element = JsonElement.ParseValue(ref _json);
        var raw = JsonMarshal.GetRawUtf8Value(element);
        var mended = JsonText.Mend(raw);
        if (mended == raw)
        {
            return element;
        }

        var reader = new Utf8JsonReader(mended);
        return JsonElement.ParseValue(ref reader);
    }

    /// <summary>Reads any value but <see langword="null"/>.</summary>
    public JsonElement? ElementOrNull() => Kind == JsonTokenType.Null ? null : Element();

    /// <summary>Reads a string. A number is read as its text: some servers number what others name.</summary>
    public string? String() => Kind switch
    {
        JsonTokenType.String => JsonText.Decode(_json.ValueSpan, _json.ValueIsEscaped),
        JsonTokenType.Number => Encoding.UTF8.GetString(_json.ValueSpan),
        _ => Misfit<string>(),
    };

    /// <summary>Reads text that the model wrote. A boolean is the word itself: some servers take a token for a JSON value.</summary>
    public string? Token() => Kind switch
    {
        JsonTokenType.True => "true",
        JsonTokenType.False => "false",
        _ => String(),
    };

    /// <summary>Reads a string for which empty means absent: ids, names, reasons.</summary>
    public string? NonEmpty() => String() is { Length: > 0 } text ? text : null;

    /// <summary>Reads a value of an open set of strings.</summary>
    public T? OpenEnum<T>()
        where T : struct, IOpenEnum<T> => NonEmpty() is { } text ? T.From(text) : null;

    /// <summary>Reads a whole number, written as 3, 3.0 or "3".</summary>
    public long? Int64()
    {
        var isNumber = Kind is JsonTokenType.Number or JsonTokenType.String;
        if (isNumber && Utf8Parser.TryParse(_json.ValueSpan, out long whole, out var used) && used == _json.ValueSpan.Length)
        {
            return whole;
        }

        // Beyond these bounds a double cannot become a long.
        return isNumber && TryDouble(out var number) && Math.Abs(number) < 9.2e18 ? (long)number : AbsentOr<long>();
    }

    /// <summary>Reads a whole number of 32 bits; a larger one is added to the extra fields.</summary>
    public int? Int32()
    {
        if (Kind is JsonTokenType.Number or JsonTokenType.String && TryDouble(out var number) && Math.Abs(number) <= int.MaxValue)
        {
            return (int)number;
        }

        return AbsentOr<int>();
    }

    /// <summary>Reads a number, written as such or as text.</summary>
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

    /// <summary>Reads a value that may be of several kinds.</summary>
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

    /// <summary>Reads an object inside the one that is being read, whose extra fields are put aside meanwhile.</summary>
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

    /// <summary>Space for the longest name that a record has.</summary>
    [InlineArray(32)]
    private struct MemberName
    {
        private char _first;
    }
}
