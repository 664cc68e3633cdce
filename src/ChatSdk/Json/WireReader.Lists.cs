using System.Text.Json;

namespace ChatSdk;

/// <content>Lists and maps.</content>
internal ref partial struct WireReader
{
    /// <summary>
    /// Reads a list of objects; one object stands for a list of one, and <see langword="null"/> elements are passed over. If an
    /// element is of another kind, the whole list is kept among the extra fields.
    /// </summary>
    public WireList<T>? List<T>(ref ExtraFieldsBuilder extra)
        where T : class, IWireRecord<T>
    {
        if (Kind == JsonTokenType.StartObject)
        {
            return WireList<T>.Of(T.Read(ref this));
        }

        if (Kind != JsonTokenType.StartArray)
        {
            return Misfit<WireList<T>>(ref extra);
        }

        var start = this;
        List<T> items = [];
        while (Next(JsonTokenType.StartObject) || _json.TokenType == JsonTokenType.Null)
        {
            if (_json.TokenType == JsonTokenType.StartObject)
            {
                items.Add(T.Read(ref this));
            }
        }

        return EndList(items, start, ref extra);
    }

    /// <summary>Reads a list of strings, or one string that stands for such a list.</summary>
    public WireList<string>? Strings(ref ExtraFieldsBuilder extra)
    {
        if (Kind == JsonTokenType.String)
        {
            return WireList<string>.Of(String(ref extra)!);
        }

        if (Kind != JsonTokenType.StartArray)
        {
            return Misfit<WireList<string>>(ref extra);
        }

        var start = this;
        List<string> items = [];
        while (Next(JsonTokenType.String))
        {
            items.Add(JsonText.Decode(_json.ValueSpan, _json.ValueIsEscaped));
        }

        return EndList(items, start, ref extra);
    }

    /// <summary>Reads the arguments of a call: JSON text, or an object that some servers send in its place.</summary>
    public string? Arguments(ref ExtraFieldsBuilder extra) =>
        Kind is JsonTokenType.StartObject or JsonTokenType.StartArray ? Element().GetRawText() : String(ref extra);

    /// <summary>Reads a list of bytes, written as numbers.</summary>
    public WireList<byte>? Bytes(ref ExtraFieldsBuilder extra)
    {
        if (Kind != JsonTokenType.StartArray)
        {
            return Misfit<WireList<byte>>(ref extra);
        }

        var start = this;
        List<byte> items = [];
        while (Next(JsonTokenType.Number) && _json.TryGetByte(out var item))
        {
            items.Add(item);
        }

        return EndList(items, start, ref extra);
    }

    /// <summary>Reads a map from text to the values that <typeparamref name="T"/> stands for.</summary>
    public ChatMap<T>? Map<T>(ref ExtraFieldsBuilder extra, Func<JsonElement, (bool Fits, T Value)> convert)
    {
        if (Kind != JsonTokenType.StartObject)
        {
            return Misfit<ChatMap<T>>(ref extra);
        }

        var name = JsonText.Decode(_name, _nameIsEscaped);
        var whole = Element();
        var map = WireMaps.Read(whole, convert);
        if (map is null)
        {
            extra.Add(name, whole);
        }

        return map;
    }

    private bool Next(JsonTokenType kind) => _json.Read() && _json.TokenType == kind;

    /// <summary>Gives the list, if its end was reached; otherwise an element was of another kind, and the list is kept as it came.</summary>
    private WireList<T>? EndList<T>(List<T> items, WireReader start, ref ExtraFieldsBuilder extra)
    {
        if (_json.TokenType == JsonTokenType.EndArray)
        {
            return WireList<T>.From(items);
        }

        this = start;
        return Misfit<WireList<T>>(ref extra);
    }
}
