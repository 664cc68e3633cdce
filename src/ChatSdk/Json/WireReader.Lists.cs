using System.Buffers.Binary;
using System.Text;
using System.Text.Json;

namespace ChatSdk;

/// <content>Lists and maps.</content>
internal ref partial struct WireReader
{
    /// <summary>
    /// Reads a list of objects; one object is read as a list of one, and <see langword="null"/> elements are skipped. If an
    /// element has the wrong type, the complete list is added to the extra fields.
    /// </summary>
    /// <param name="max">The maximum number of elements in an answer.</param>
    /// <param name="what">The name of the elements, in the plural, for the exception message.</param>
    /// <exception cref="AnswerLimitException">The list is in an answer and has more elements.</exception>
    public WireList<T>? List<T>(int max = int.MaxValue, string what = "elements in a list")
        where T : class, IWireRecord<T>
    {
        if (Kind == JsonTokenType.StartObject)
        {
            return WireList<T>.Of(ReadObject<T>());
        }

        if (Kind != JsonTokenType.StartArray)
        {
            return Misfit<WireList<T>>();
        }

        var start = this;
        List<T> items = [];
        while (Next(JsonTokenType.StartObject) || _json.TokenType == JsonTokenType.Null)
        {
            if (_json.TokenType == JsonTokenType.StartObject)
            {
                PayItem(items.Count + 1, max, what);
                items.Add(ReadObject<T>());
            }
        }

        return EndList(items, start);
    }

    /// <summary>Reads a list of strings, or one string as a list of one.</summary>
    public WireList<string>? Strings()
    {
        if (Kind == JsonTokenType.String)
        {
            return WireList<string>.Of(String()!);
        }

        if (Kind != JsonTokenType.StartArray)
        {
            return Misfit<WireList<string>>();
        }

        var start = this;
        List<string> items = [];
        while (Next(JsonTokenType.String))
        {
            PayItem(items.Count + 1, int.MaxValue, "");
            items.Add(JsonText.Decode(_json.ValueSpan, _json.ValueIsEscaped));
        }

        return EndList(items, start);
    }

    /// <summary>Reads the arguments of a call: a string with JSON, or the object that some servers send instead.</summary>
    public string? Arguments()
    {
        if (Kind is not (JsonTokenType.StartObject or JsonTokenType.StartArray))
        {
            return Token();
        }

        var start = (int)_json.TokenStartIndex;
        _json.Skip();
        return Encoding.UTF8.GetString(JsonText.Repair(_utf8[start..(int)_json.BytesConsumed]));
    }

    /// <summary>Checks that the list at which the reader is positioned does not have more elements than an answer may have.</summary>
    /// <exception cref="AnswerLimitException">The list has more elements.</exception>
    public readonly void CheckItems(int max, string what)
    {
        var ahead = _json;
        for (var count = 0; IsLimited && Kind == JsonTokenType.StartArray && ahead.Read() && ahead.TokenType != JsonTokenType.EndArray; ahead.Skip())
        {
            AnswerLimitException.ThrowIfOver(++count, max, what);
        }
    }

    /// <summary>Reads a list of numbers as bytes.</summary>
    public WireList<byte>? Bytes()
    {
        if (Kind != JsonTokenType.StartArray)
        {
            return Misfit<WireList<byte>>();
        }

        var start = this;
        List<byte> items = [];
        while (Next(JsonTokenType.Number) && _json.TryGetByte(out var item))
        {
            items.Add(item);
        }

        return EndList(items, start);
    }

    /// <summary>Reads a vector: a list of numbers, or the base64 of 32-bit floats in little-endian order.</summary>
    public ReadOnlyMemory<float> Floats()
    {
        if (Kind == JsonTokenType.String)
        {
            return FloatsOfBase64();
        }

        if (Kind != JsonTokenType.StartArray)
        {
            Misfit<object>();
            return default;
        }

        var start = this;
        List<float> items = [];
        while (Next(JsonTokenType.Number) && TryDouble(out var item))
        {
            items.Add((float)item);
        }

        if (_json.TokenType == JsonTokenType.EndArray)
        {
            return items.ToArray();
        }

        this = start;
        Misfit<object>();
        return default;
    }

    /// <summary>Reads a map from strings to values of one type.</summary>
    public ChatMap<T>? Map<T>(Func<JsonElement, (bool Fits, T Value)> convert)
    {
        if (Kind != JsonTokenType.StartObject)
        {
            return Misfit<ChatMap<T>>();
        }

        var start = this;
        var map = WireMaps.Read(Element(), convert);
        if (map is null)
        {
            this = start;
            Misfit<ChatMap<T>>();
        }

        return map;
    }

    private ReadOnlyMemory<float> FloatsOfBase64()
    {
        if (!_json.TryGetBytesFromBase64(out var bytes) || bytes.Length % sizeof(float) != 0)
        {
            Misfit<object>();
            return default;
        }

        var floats = new float[bytes.Length / sizeof(float)];
        for (var at = 0; at < floats.Length; at++)
        {
            floats[at] = BinaryPrimitives.ReadSingleLittleEndian(bytes.AsSpan(at * sizeof(float)));
        }

        return floats;
    }

    private readonly void PayItem(int count, int max, string what)
    {
        if (IsLimited)
        {
            AnswerLimitException.ThrowIfOver(count, max, what);
            _budget.PayNode();
        }
    }

    private bool Next(JsonTokenType kind) => _json.Read() && _json.TokenType == kind;

    /// <summary>Returns the list if its end was reached. Otherwise, an element has the wrong type, and the list is added to the extra fields.</summary>
    private WireList<T>? EndList<T>(List<T> items, WireReader start)
    {
        if (_json.TokenType == JsonTokenType.EndArray)
        {
            return WireList<T>.From(items);
        }

        this = start;
        return Misfit<WireList<T>>();
    }
}
