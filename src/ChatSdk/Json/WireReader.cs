using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace ChatSdk;

/// <summary>
/// Reads the records of the protocol from JSON that is completely in memory. It is lenient: a value of an unexpected type is
/// added to the extra fields of its object instead of causing an exception.
/// </summary>
internal ref partial struct WireReader
{
    private readonly ReadOnlySpan<byte> _utf8;

    // This is a null reference if the JSON is not an answer. In this case, no limits apply.
    private readonly ref AnswerBudget _budget;

    // Strings in earlier chunks of the stream. Later chunks are likely to contain the same strings.
    private readonly StringTable? _strings;

    private Utf8JsonReader _json;

    // The bytes of the current value; for a string, the bytes between its quotes.
    private ReadOnlySpan<byte> _value;
    private bool _isEscaped;

    // The extra fields of the object that is being read, not of the objects that contain it.
    private ExtraFieldsBuilder _extra;

    // The template that the JSON matches, or the recorder of a new template.
    private readonly Template? _template;
    private TemplateRecorder? _recorder;

    // The object that is being read, and its current member, if there is a template or a recorder.
    private TemplateMember? _object;
    private TemplateMember? _member;
    private bool _hasChangedFields;
    private bool _mustBeParsed;

    private WireReader(ReadOnlySpan<byte> utf8, ref AnswerBudget budget, TemplateRecorder? recorder = null, StringTable? strings = null)
    {
        _utf8 = WithoutMark(utf8);
        _json = new Utf8JsonReader(_utf8);
        _budget = ref budget;
        (_recorder, _strings) = (recorder, strings);
        _object = recorder?.Begin();
    }

    private readonly bool IsLimited => !Unsafe.IsNullRef(ref _budget);

    /// <summary>Gets the type of the current value.</summary>
    public JsonTokenType Kind { get; private set; }

    /// <summary>Gets the name of the current member.</summary>
    public string Member { get; private set; } = "";

    /// <summary>Reads JSON that is not an answer and must be exactly one object. No limits apply.</summary>
    /// <exception cref="JsonException">The JSON is invalid, not an object, or followed by more data.</exception>
    public static T ReadWhole<T>(ReadOnlySpan<byte> utf8)
        where T : IWireRecord<T> => ReadWhole<T>(utf8, ref Unsafe.NullRef<AnswerBudget>());

    /// <summary>Reads JSON that must be exactly one object.</summary>
    /// <param name="utf8">The JSON.</param>
    /// <param name="budget">The memory budget of the answer.</param>
    /// <param name="recorder">Records the places at which later chunks may differ from this JSON.</param>
    /// <param name="strings">The strings of earlier chunks.</param>
    /// <exception cref="AnswerLimitException">The answer exceeds a limit.</exception>
    /// <exception cref="JsonException">The JSON is invalid, not an object, or followed by more data.</exception>
    public static T ReadWhole<T>(ReadOnlySpan<byte> utf8, ref AnswerBudget budget, TemplateRecorder? recorder = null, StringTable? strings = null)
        where T : IWireRecord<T>
    {
        var before = Unsafe.IsNullRef(ref budget) ? default : budget;
        try
        {
            return ReadStrictly<T>(new WireReader(utf8, ref budget, recorder, strings));
        }
        catch (JsonException exception) when (exception is not AnswerLimitException)
        {
            recorder?.Refuse();
            if (NaNLiterals.Replace(utf8) is not { } replaced)
            {
                throw;
            }

            if (!Unsafe.IsNullRef(ref budget))
            {
                budget = before;
            }

            return ReadStrictly<T>(new WireReader(replaced.Span, ref budget));
        }
    }

    /// <summary>Reads an answer that is not streamed, which must be one object.</summary>
    /// <exception cref="AnswerLimitException">The answer exceeds a limit.</exception>
    /// <exception cref="JsonException">The JSON is invalid, not an object, or followed by more data.</exception>
    public static T ReadAnswer<T>(ReadOnlySpan<byte> utf8)
        where T : IWireRecord<T>
    {
        var budget = default(AnswerBudget);
        budget.Receive(utf8.Length);
        return ReadWhole<T>(utf8, ref budget);
    }

    /// <summary>Parses a value of any JSON type that a server sent. Strings that System.Text.Json could not decode are repaired first.</summary>
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

    private static T ReadStrictly<T>(WireReader json)
        where T : IWireRecord<T>
    {
        if (!json._json.Read() || json._json.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException("A JSON object was expected.");
        }

        var value = T.Read(ref json);
        if (json._recorder is not null)
        {
            json._recorder.Root.Record = value as WireRecord;
        }

        if (json._json.Read())
        {
            throw new JsonException("The JSON object is followed by more data.");
        }

        return value;
    }

    /// <summary>Returns the JSON without the byte order mark that some servers send.</summary>
    public static ReadOnlySpan<byte> WithoutMark(ReadOnlySpan<byte> utf8) => utf8.StartsWith("\uFEFF"u8) ? utf8[3..] : utf8;

    /// <summary>Determines whether the JSON object has a member with the specified name and a value other than <see langword="null"/>.</summary>
    public static bool HasValue(ReadOnlySpan<byte> utf8, string name) => KindOf(utf8, name) is not (JsonTokenType.None or JsonTokenType.Null);

    /// <summary>Determines whether the JSON object has a member with the specified name, whatever its value.</summary>
    public static bool HasMember(ReadOnlySpan<byte> utf8, string name) => KindOf(utf8, name) != JsonTokenType.None;

    private static JsonTokenType KindOf(ReadOnlySpan<byte> utf8, string name)
    {
        var json = new WireReader(NaNLiterals.Replace(utf8) is { } replaced ? replaced.Span : utf8, ref Unsafe.NullRef<AnswerBudget>());
        json._json.Read();
        while (json.NextMember())
        {
            if (json.Member == name)
            {
                return json.Kind;
            }

            json._json.Skip();
        }

        return JsonTokenType.None;
    }

    /// <summary>Moves to the value of the next member of the object; returns <see langword="false"/> at the end of the object.</summary>
    public bool NextMember() => _template is null ? ParseMember() : NextChange();

    private bool ParseMember()
    {
        _json.Read();
        if (_json.TokenType == JsonTokenType.EndObject)
        {
            return false;
        }

        Member = _json.ValueIsEscaped ? JsonText.Decode(_json.ValueSpan, escaped: true) : StringTable.Names.Get(_json.ValueSpan);

        // If two members have the same name, the later one is used, even if the earlier one had the wrong type.
        _extra.RemoveMisfit(Member);
        Read();
        _member = _recorder?.Add(_object!, Member, Kind, (int)_json.TokenStartIndex);
        return true;
    }

    /// <summary>Reads a value of any JSON type.</summary>
    public JsonElement Element()
    {
        if (IsLimited)
        {
            var ahead = _json;
            _budget.PayValue(ref ahead);
        }

        return Parse(ref _json);
    }

    /// <summary>Parses a value, and repairs strings that System.Text.Json could not decode.</summary>
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

    /// <summary>Reads a value that can be of several JSON types.</summary>
    public T? Union<T>()
        where T : class, IWireUnion<T>
    {
        if (Kind == JsonTokenType.Null)
        {
            return null;
        }

        var start = _json;
        var value = T.Read(Element());
        if (value is null)
        {
            MoveTo(start);
            Misfit<T>();
        }

        return value;
    }

    /// <summary>Reads a nested object, and then restores the state of the object that contains it.</summary>
    private T ReadObject<T>()
        where T : IWireRecord<T> => _template is null ? ParseObject<T>() : ReadChangedObject<T>();

    private T ParseObject<T>()
        where T : IWireRecord<T>
    {
        var (name, extra, owner, member, recorder, hasChangedFields) = (Member, _extra, _object, _member, _recorder, _hasChangedFields);
        (_extra, _object, _member, _hasChangedFields) = (default, member, null, false);
        _recorder = T.IsRepeatable ? recorder : null;
        var value = T.Read(ref this);
        (Member, _extra, _object, _member, _recorder, _hasChangedFields) = (name, extra, owner, member, recorder, hasChangedFields);
        if (recorder is not null)
        {
            member!.Record = value as WireRecord;
            member.End = (int)_json.BytesConsumed;
        }

        return value;
    }

    /// <summary>Moves to the next token.</summary>
    private void Read()
    {
        _json.Read();
        Load();
    }

    private void Load()
    {
        Kind = _json.TokenType;
        _value = _json.ValueSpan;
        _isEscaped = _json.ValueIsEscaped;
    }
}
