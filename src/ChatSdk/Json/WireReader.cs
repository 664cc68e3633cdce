using System.Buffers;
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
    private readonly ReadOnlySpan<byte> _utf8;

    // A null reference if the JSON is not an answer; then, no limits apply.
    private readonly ref AnswerBudget _budget;

    private Utf8JsonReader _json;
    private ReadOnlySpan<byte> _name;
    private bool _nameIsEscaped;
    private MemberName _member;
    private int _memberLength;
    private ChunkNotes? _notes;

    // The extra fields of the object that is being read, not of the objects that contain it.
    private ExtraFieldsBuilder _extra;

    private WireReader(ReadOnlySpan<byte> utf8, ref AnswerBudget budget)
    {
        _utf8 = WithoutMark(utf8);
        _json = new Utf8JsonReader(_utf8);
        _budget = ref budget;
    }

    private readonly bool IsLimited => !Unsafe.IsNullRef(ref _budget);

    public readonly JsonTokenType Kind => _json.TokenType;

    /// <summary>Gets the name of the current member; empty if it is not ASCII or is longer than the names of all properties.</summary>
    [UnscopedRef]
    public ReadOnlySpan<char> Member => ((ReadOnlySpan<char>)_member)[.._memberLength];

    /// <summary>Reads JSON that is not an answer and must be exactly one object. No limits apply.</summary>
    /// <exception cref="JsonException">The JSON is invalid, not an object, or followed by more data.</exception>
    public static T ReadWhole<T>(ReadOnlySpan<byte> utf8)
        where T : IWireRecord<T> => ReadWhole<T>(utf8, ref Unsafe.NullRef<AnswerBudget>());

    /// <summary>Reads JSON that must be exactly one object.</summary>
    /// <param name="utf8">The JSON.</param>
    /// <param name="budget">The memory budget of the answer.</param>
    /// <param name="notes">Receives the positions of the parts that may differ in the next similar chunk.</param>
    /// <exception cref="AnswerLimitException">The answer exceeds a limit.</exception>
    /// <exception cref="JsonException">The JSON is invalid, not an object, or followed by more data.</exception>
    public static T ReadWhole<T>(ReadOnlySpan<byte> utf8, ref AnswerBudget budget, ChunkNotes? notes = null)
        where T : IWireRecord<T>
    {
        var before = Unsafe.IsNullRef(ref budget) ? default : budget;
        try
        {
            return ReadStrictly<T>(utf8, ref budget, notes);
        }
        catch (JsonException exception) when (exception is not AnswerLimitException)
        {
            notes?.Clear();
            if (NaNLiterals.Replace(utf8) is not { } replaced)
            {
                throw;
            }

            if (!Unsafe.IsNullRef(ref budget))
            {
                budget = before;
            }

            return ReadStrictly<T>(replaced.Span, ref budget);
        }
    }

    /// <summary>Reads a complete answer, which must be one object.</summary>
    /// <exception cref="AnswerLimitException">The answer exceeds a limit.</exception>
    /// <exception cref="JsonException">The JSON is invalid, not an object, or followed by more data.</exception>
    public static T ReadAnswer<T>(ReadOnlySpan<byte> utf8)
        where T : IWireRecord<T>
    {
        var budget = default(AnswerBudget);
        budget.Receive(utf8.Length);
        return ReadWhole<T>(utf8, ref budget);
    }

    /// <summary>Parses a complete answer of any JSON type. In the result, every string can be read.</summary>
    /// <exception cref="AnswerLimitException">The answer exceeds a limit.</exception>
    /// <exception cref="JsonException">The JSON is invalid.</exception>
    public static JsonDocument ParseAnswer(ReadOnlySpan<byte> utf8)
    {
        var text = JsonText.Repair(WithoutMark(utf8));
        var budget = default(AnswerBudget);
        budget.Receive(utf8.Length);
        var ahead = new Utf8JsonReader(text);
        ahead.Read();
        budget.PayValue(ref ahead);
        var reader = new Utf8JsonReader(text);
        return JsonDocument.ParseValue(ref reader);
    }

    /// <summary>Reads a record from a part of the JSON that has already been parsed.</summary>
    public readonly T ReadPart<T>(JsonElement part)
        where T : IWireRecord<T> => ReadWhole<T>(JsonMarshal.GetRawUtf8Value(part), ref _budget);

    private static T ReadStrictly<T>(ReadOnlySpan<byte> utf8, ref AnswerBudget budget, ChunkNotes? notes = null)
        where T : IWireRecord<T>
    {
        var json = new WireReader(utf8, ref budget) { _notes = notes };
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
        var json = new WireReader(NaNLiterals.Replace(utf8) is { } replaced ? replaced.Span : utf8, ref Unsafe.NullRef<AnswerBudget>());
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
        _extra.RemoveMisfit(Member);
        _json.Read();
        return true;
    }

    /// <summary>Adds the member to the extra fields of the object.</summary>
    public void Keep() => KeepValue(isMisfit: false);

    /// <summary>Adds a value that was read before to the extra fields of the object, if it is not <see langword="null"/>.</summary>
    public void Keep(string name, JsonElement? value)
    {
        if (value is { } element)
        {
            _extra.Add(name, element);
        }
    }

    /// <summary>Returns the extra fields of the object, after its end has been reached.</summary>
    public readonly FieldBag ExtraFields() => _extra.ToBag(_utf8);

    /// <summary>Reads any value.</summary>
    public JsonElement Element()
    {
        if (IsLimited)
        {
            var ahead = _json;
            _budget.PayValue(ref ahead);
        }

        return Parse(ref _json);
    }

    /// <summary>Parses a value. In the result, every string can be read.</summary>
    public static JsonElement Parse(ref Utf8JsonReader json)
    {
        var element = JsonElement.ParseValue(ref json);
        var raw = JsonMarshal.GetRawUtf8Value(element);
        var repaired = JsonText.Repair(raw);
        if (repaired == raw)
        {
            return element;
        }

        var reader = new Utf8JsonReader(repaired);
        return JsonElement.ParseValue(ref reader);
    }

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

        var start = this;
        var value = T.Read(Element());
        if (value is null)
        {
            this = start;
            Misfit<T>();
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

    private T? Misfit<T>()
        where T : class
    {
        if (Kind != JsonTokenType.Null)
        {
            KeepValue(isMisfit: true);
        }

        return null;
    }

    private void KeepValue(bool isMisfit)
    {
        var name = JsonText.Decode(_name, _nameIsEscaped);
        var start = (int)_json.TokenStartIndex;
        if (IsLimited)
        {
            AnswerLimitException.ThrowIfOver(_extra.Count + 1, AnswerLimits.Fields, "fields in one object");
            _budget.PayNode();
            _budget.PayValue(ref _json);
        }
        else
        {
            _json.Skip();
        }

        _extra.Add(name, start..(int)_json.BytesConsumed, isMisfit);
    }

    /// <summary>A buffer for the longest name of a property.</summary>
    [InlineArray(32)]
    private struct MemberName
    {
        private char _first;
    }
}
