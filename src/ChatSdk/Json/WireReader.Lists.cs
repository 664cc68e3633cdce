using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;

namespace ChatSdk;

/// <content>The part that reads lists and maps.</content>
internal ref partial struct WireReader
{
    /// <summary>
    /// Reads a list of objects. A single object is read as a list with one element, and <see langword="null"/> elements are skipped. If an
    /// element has the wrong type, the whole list is added to the extra fields.
    /// </summary>
    /// <param name="max">The maximum number of elements, if the JSON is an answer.</param>
    /// <param name="what">The name of the elements, in the plural, for the exception message.</param>
    /// <exception cref="AnswerLimitException">The JSON is an answer, and the list has more than <paramref name="max"/> elements.</exception>
    public WireList<T>? List<T>(int max = int.MaxValue, string what = "elements in a list")
        where T : class, IWireRecord<T> => Items<T>(max, what).List;

    /// <summary>Reads a list like <see cref="List"/>, but creates no list for a single element.</summary>
    public LazyList<T> Items<T>(int max, string what)
        where T : class, IWireRecord<T>
    {
        if (Kind == JsonTokenType.StartObject)
        {
            return new(ReadObject<T>());
        }

        if (Kind != JsonTokenType.StartArray)
        {
            return new(Misfit<WireList<T>>());
        }

        return _template is null ? ParseItems<T>(max, what) : ChangedItems<T>();
    }

    private LazyList<T> ParseItems<T>(int max, string what)
        where T : class, IWireRecord<T>
    {
        var start = _json;
        var list = _member;
        T? one = null;
        List<T>? all = null;
        for (var count = 0; Next(JsonTokenType.StartObject) || Kind == JsonTokenType.Null;)
        {
            if (Kind == JsonTokenType.StartObject)
            {
                PayItem(++count, max, what);
                all = one is null ? null : all ?? [one];
                BeginItem(list);
                one = ReadObject<T>();
                all?.Add(one);
            }
        }

        _member = list;
        return EndsList(start) ? all is null && one is not null ? new(one) : new(WireList<T>.From(all)) : new(Misfit<WireList<T>>());
    }

    /// <summary>Reads a list of objects whose elements are probably never used. For an event that matches a template, the list is stored as JSON, and its elements are not read yet.</summary>
    public LazyList<T> Unread<T>()
        where T : class, IWireRecord<T> =>
        _template is null || Kind != JsonTokenType.StartArray ? Items<T>(int.MaxValue, "elements in a list") : new(Found(_member!).ToArray());

    /// <summary>Reads a list that was stored as JSON.</summary>
    public static WireList<T> ReadList<T>(ReadOnlySpan<byte> utf8)
        where T : class, IWireRecord<T>
    {
        var json = new WireReader(utf8, ref Unsafe.NullRef<AnswerBudget>());
        json.Read();
        return json.List<T>()!;
    }

    /// <summary>Reads a list of strings, or a single string as a list with one element.</summary>
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

        var start = _json;
        List<string> items = [];
        while (Next(JsonTokenType.String))
        {
            PayItem(items.Count + 1, int.MaxValue, "");
            items.Add(JsonText.Decode(_value, _isEscaped));
        }

        return EndsList(start) ? WireList<string>.From(items) : Misfit<WireList<string>>();
    }

    /// <summary>Reads the arguments of a tool call: a string with JSON, or the object or array that some servers send instead.</summary>
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

    /// <summary>If the JSON is an answer, checks that the list at which the reader is positioned has at most the maximum number of elements.</summary>
    /// <exception cref="AnswerLimitException">The list exceeds the maximum.</exception>
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

        var start = _json;
        var at = (int)_json.TokenStartIndex;
        List<byte> items = [];
        while (Next(JsonTokenType.Number) && _json.TryGetByte(out var item))
        {
            items.Add(item);
        }

        if (!EndsList(start))
        {
            return Misfit<WireList<byte>>();
        }

        _recorder?.Open(_member!, PlaceKind.Numbers, at, (int)_json.BytesConsumed - at);
        return WireList<byte>.From(items);
    }

    /// <summary>Reads a vector: a list of numbers, or a base64 string of 32-bit floats in little-endian order.</summary>
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

        var start = _json;
        List<float> items = [];
        while (Next(JsonTokenType.Number) && TryDouble(out var item))
        {
            items.Add((float)item);
        }

        if (EndsList(start))
        {
            return items.ToArray();
        }

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

        var start = _json;
        var map = WireMaps.Read(Element(), convert);
        if (map is null)
        {
            MoveTo(start);
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

    private bool Next(JsonTokenType kind)
    {
        Read();
        return Kind == kind;
    }

    private void BeginItem(TemplateMember? list)
    {
        if (_recorder is not null)
        {
            _member = _recorder.AddItem(list!, "", Kind, (int)_json.TokenStartIndex);
            list!.Add(_member);
        }
    }

    /// <summary>Determines whether the end of the list was reached. Otherwise, an element has the wrong type, and the reader moves back to the start of the list.</summary>
    private bool EndsList(Utf8JsonReader start)
    {
        if (Kind == JsonTokenType.EndArray)
        {
            if (_member is not null)
            {
                _member.End = (int)_json.BytesConsumed;
            }

            return true;
        }

        _recorder?.Refuse();
        MoveTo(start);
        return false;
    }

    private void MoveTo(Utf8JsonReader start)
    {
        _json = start;
        Load();
    }
}
