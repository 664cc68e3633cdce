using System.Text.Json;

namespace ChatSdk;

/// <content>Lists and maps.</content>
internal ref partial struct WireReader
{
    /// <summary>Reads a list of objects. If one element is of another kind, the whole list is kept among the extra fields.</summary>
    public WireList<T>? List<T>(ref ExtraFieldsBuilder extra)
        where T : class, IWireRecord<T>
    {
        if (!IsListOf(JsonTokenType.StartObject))
        {
            return Misfit<WireList<T>>(ref extra);
        }

        List<T> items = [];
        while (_json.Read() && _json.TokenType != JsonTokenType.EndArray)
        {
            items.Add(T.Read(ref this));
        }

        return WireList<T>.From(items);
    }

    /// <summary>Reads a list of strings, or one string that stands for such a list.</summary>
    public WireList<string>? Strings(ref ExtraFieldsBuilder extra)
    {
        if (Kind == JsonTokenType.String)
        {
            return WireList<string>.From([String(ref extra)!]);
        }

        if (!IsListOf(JsonTokenType.String))
        {
            return Misfit<WireList<string>>(ref extra);
        }

        List<string> items = [];
        while (_json.Read() && _json.TokenType != JsonTokenType.EndArray)
        {
            items.Add(JsonText.Decode(_json.ValueSpan, _json.ValueIsEscaped));
        }

        return WireList<string>.From(items);
    }

    /// <summary>Reads the arguments of a call: JSON text, or an object that some servers send in its place.</summary>
    public string? Arguments(ref ExtraFieldsBuilder extra) =>
        Kind is JsonTokenType.StartObject or JsonTokenType.StartArray ? Element().GetRawText() : String(ref extra);

    /// <summary>Reads a list of whole numbers.</summary>
    public WireList<int>? Integers(ref ExtraFieldsBuilder extra)
    {
        if (!IsListOf(JsonTokenType.Number))
        {
            return Misfit<WireList<int>>(ref extra);
        }

        List<int> items = [];
        while (_json.Read() && _json.TokenType != JsonTokenType.EndArray)
        {
            items.Add(_json.TryGetInt32(out var item) ? item : 0);
        }

        return WireList<int>.From(items);
    }

    /// <summary>Reads a map from text to the values that <typeparamref name="T"/> stands for.</summary>
    public IReadOnlyDictionary<string, T>? Map<T>(ref ExtraFieldsBuilder extra, Func<JsonElement, (bool Fits, T Value)> convert)
    {
        if (Kind != JsonTokenType.StartObject)
        {
            return Misfit<IReadOnlyDictionary<string, T>>(ref extra);
        }

        Dictionary<string, T> map = [];
        var name = JsonText.Decode(_name, _nameIsEscaped);
        var whole = Element();
        foreach (var member in whole.EnumerateObject())
        {
            var (fits, value) = convert(member.Value);
            if (!fits)
            {
                extra.Add(name, whole);
                return null;
            }

            map[member.Name] = value;
        }

        return map;
    }

    /// <summary>Looks ahead: is this a list, and are all its elements of that kind?</summary>
    private readonly bool IsListOf(JsonTokenType element)
    {
        if (Kind != JsonTokenType.StartArray)
        {
            return false;
        }

        var ahead = _json;
        while (ahead.Read() && ahead.TokenType != JsonTokenType.EndArray)
        {
            if (ahead.TokenType != element)
            {
                return false;
            }

            ahead.Skip();
        }

        return true;
    }
}
