using System.Text;
using System.Text.Json;

namespace ChatSdk;

/// <summary>
/// Accumulates a JSON value that is received in fragments: strings are joined, objects are merged member by member, and
/// lists are concatenated, except that an item with the same <c>index</c> as an earlier one is merged with it. Numbers and Booleans
/// replace the previous value. A null replaces it too, unless the previous value was accumulated from fragments.
/// </summary>
internal sealed class JsonAccumulator
{
    // Strings in members with these names are labels. They may be repeated in every fragment, and are not joined.
    private static readonly HashSet<string> _labels = new(StringComparer.Ordinal) { "id", "type", "format", "name", "role", "object", "model", "status", "url" };

    private List<string>? _names;
    private JsonElement _value;
    private StringBuilder? _text;
    private Dictionary<string, JsonAccumulator>? _members;
    private JsonListAccumulator? _items;

    /// <summary>Gets the number of members of an object.</summary>
    public int Count => _names?.Count ?? 0;

    /// <summary>Gets the members of an object.</summary>
    public IEnumerable<KeyValuePair<string, JsonElement>> Members => (_names ?? []).Select(name => KeyValuePair.Create(name, _members![name].ToElement()));

    private string? Label => _value.ValueKind == JsonValueKind.String ? JsonText.Of(_value) : null;

    private bool HasFragments => _text is not null || _members is not null || _items is not null;

    public void AddMember(string name, JsonElement value, FieldRule rule)
    {
        _members ??= new(StringComparer.Ordinal);
        if (!_members.TryGetValue(name, out var member))
        {
            _members.Add(name, member = new());
            (_names ??= []).Add(name);
        }

        if (rule == FieldRule.Merge && !(value.ValueKind == JsonValueKind.String && _labels.Contains(name)))
        {
            member.Merge(value);
        }
        else if (rule == FieldRule.JoinLists && value.ValueKind == JsonValueKind.Array)
        {
            member.Join(value);
        }
        else
        {
            member.Set(value);
        }
    }

    public void Merge(JsonElement fragment)
    {
        switch (fragment.ValueKind)
        {
            case JsonValueKind.String:
                SetIf(_text is null, default);
                (_text ??= new()).Append(JsonText.Of(fragment));
                break;
            case JsonValueKind.Object:
                SetIf(_members is null, default);
                _members ??= new(StringComparer.Ordinal);
                foreach (var member in fragment.EnumerateObject())
                {
                    AddMember(member.Name, member.Value, FieldRule.Merge);
                }

                break;
            case JsonValueKind.Array:
                SetIf(_items is null, default);
                (_items ??= new()).Merge(fragment);
                break;
            default:
                SetIf(fragment.ValueKind != JsonValueKind.Null || !HasFragments, fragment);
                break;
        }
    }

    /// <summary>Returns the string in a member; empty if there is none.</summary>
    public string TextOf(string name) => _members?.GetValueOrDefault(name) is { } member ? member._text?.ToString() ?? member.Label ?? "" : "";

    /// <summary>
    /// Determines whether the strings in a fragment are already accumulated: each of them equals the accumulated string in the member with the
    /// same name, and at least one of them is not empty. Labels and the signature are not compared.
    /// </summary>
    public bool HasStringsOf(JsonElement fragment)
    {
        List<JsonProperty> strings = [.. fragment.EnumerateObject().Where(member => member.Value.ValueKind == JsonValueKind.String && member.Name != "signature" && !_labels.Contains(member.Name))];
        return strings.TrueForAll(text => TextOf(text.Name) == JsonText.Of(text.Value)) && strings.Exists(text => JsonText.Of(text.Value).Length > 0);
    }

    /// <summary>Adds the members of an object. They replace accumulated members with the same names.</summary>
    public void SetMembers(JsonElement whole)
    {
        foreach (var member in whole.EnumerateObject())
        {
            AddMember(member.Name, member.Value, FieldRule.Replace);
        }
    }

    public JsonElement ToElement()
    {
        if (!HasFragments)
        {
            return _value;
        }

        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes))
        {
            WriteTo(writer);
        }

        using var document = JsonDocument.Parse(bytes.GetBuffer().AsMemory(0, (int)bytes.Length));
        return document.RootElement.Clone();
    }

    public void WriteTo(Utf8JsonWriter writer)
    {
        if (_text is not null)
        {
            writer.WriteStringValue(_text.ToString());
        }
        else if (_items is not null)
        {
            _items.WriteTo(writer);
        }
        else if (_members is null)
        {
            _value.WriteTo(writer);
        }
        else
        {
            writer.WriteStartObject();
            foreach (var name in _names ?? [])
            {
                writer.WritePropertyName(name);
                _members[name].WriteTo(writer);
            }

            writer.WriteEndObject();
        }
    }

    private void Join(JsonElement list)
    {
        SetIf(_items is null, default);
        (_items ??= new()).Join(list);
    }

    private void Set(JsonElement value) => SetIf(condition: true, value);

    private void SetIf(bool condition, JsonElement value)
    {
        if (condition)
        {
            (_value, _text, _members, _items) = (value, null, null, null);
            _names = null;
        }
    }
}
