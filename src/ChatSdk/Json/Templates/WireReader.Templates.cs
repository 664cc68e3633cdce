using System.Runtime.CompilerServices;
using System.Text.Json;

namespace ChatSdk;

/// <content>
/// The part that records templates, and reads events that match a template. For such an event, <see cref="NextMember"/> moves only to the
/// members with a changed value, and the records are changed copies of the template's records.
/// </content>
internal ref partial struct WireReader
{
    private WireReader(ReadOnlySpan<byte> utf8, Template template)
    {
        _utf8 = utf8;
        (_template, _object) = (template, template.Root);
    }

    /// <summary>Gets whether the record is read as a changed copy of an earlier one.</summary>
    public readonly bool IsRepeat => _template is not null;

    /// <summary>Reads an event that matches a template; returns <see langword="null"/> if it must be read in full.</summary>
    public static T? ReadRepeat<T>(ReadOnlySpan<byte> next, Template template)
        where T : class, IWireRecord<T>
    {
        if (!template.HasMore)
        {
            return template.Root.Record as T;
        }

        var json = new WireReader(next, template);
        var value = T.Read(ref json);
        return json._mustBeParsed ? null : value;
    }

    /// <summary>Returns the record to be copied: the template's record or, without a template, the empty record.</summary>
    public readonly T Earlier<T>(T empty)
        where T : WireRecord => _template is null ? empty : (T)_object!.Record!;

    /// <summary>Prevents the creation of a template, because a part of the record depends on more than one value.</summary>
    public readonly void RefuseTemplate() => _recorder?.Refuse();

    private bool NextChange()
    {
        _member = _template!.NextIn(_object!, _member);
        if (_member is null)
        {
            return false;
        }

        Member = _member.Name;
        var place = _template.NextPlace;
        if (place.Member != _member)
        {
            Kind = _member.Kind;
            return true;
        }

        Kind = place.KindIn(_utf8);
        _value = _utf8[place.Found..place.FoundEnd];
        _isEscaped = place.IsEscaped;
        return true;
    }

    /// <summary>Reads a nested object in an event that matches a template. Such an event has no new extra fields, and no template is recorded from it, so less state must be preserved while the object is read.</summary>
    private T ReadChangedObject<T>()
        where T : IWireRecord<T>
    {
        var (owner, member, hasChangedFields) = (_object, _member, _hasChangedFields);
        (_object, _member, _hasChangedFields) = (member, null, false);
        var value = T.Read(ref this);
        (_object, _member, _hasChangedFields) = (owner, member, hasChangedFields);
        return value;
    }

    private readonly ReceivedFieldBag WithChanges(ReceivedFieldBag earlier)
    {
        var length = -1;
        foreach (var field in _object!.Items)
        {
            length += Found(field).Length + 1;
        }

        var values = new byte[length];
        var end = 0;
        foreach (var field in _object.Items)
        {
            end = ReceivedFieldBag.Append(values, end, Found(field));
        }

        return new ReceivedFieldBag(earlier.Names, values);
    }

    private LazyList<T> ChangedItems<T>()
        where T : class, IWireRecord<T>
    {
        var list = _member!;
        if (list.Items.Count == 1)
        {
            _member = list.Items[0];
            var one = ReadObject<T>();
            _member = list;
            return new(one);
        }

        var items = new T[list.Items.Count];
        for (var at = 0; at < items.Length; at++)
        {
            _member = list.Items[at];
            items[at] = _template!.IsNextIn(_member) ? ReadObject<T>() : (T)(object)_member.Record!;
        }

        _member = list;
        return new(WireList<T>.Of(items));
    }

    private readonly ReadOnlySpan<byte> Found(TemplateMember member) => _utf8[_template!.Find(member)];

    /// <summary>Records that the current value may differ in a similar event.</summary>
    private readonly void Open(PlaceKind kind)
    {
        if (_recorder is not null)
        {
            RecordOpen(kind);
        }
    }

    // This method is not inlined, so that the constructors of the records, into which Open is inlined, remain small.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private readonly void RecordOpen(PlaceKind kind)
    {
        var start = (int)_json.TokenStartIndex + (Kind == JsonTokenType.String ? 1 : 0);
        _recorder!.Open(_member!, kind, start, _value.Length);
        _member!.End = (int)_json.BytesConsumed;
    }

    /// <summary>Records that all strings, numbers and Booleans in the current value may differ in a similar event.</summary>
    private readonly void OpenAll()
    {
        var ahead = _json;
        do
        {
            var start = (int)ahead.TokenStartIndex;
            switch (ahead.TokenType)
            {
                case JsonTokenType.String: _recorder!.Open(_member!, PlaceKind.Text, start + 1, ahead.ValueSpan.Length); break;
                case JsonTokenType.Number: _recorder!.Open(_member!, PlaceKind.Number, start, ahead.ValueSpan.Length); break;
                case JsonTokenType.True or JsonTokenType.False: _recorder!.Open(_member!, PlaceKind.Boolean, start, ahead.ValueSpan.Length); break;
                default: break;
            }
        }
        while ((ahead.CurrentDepth > _json.CurrentDepth || ahead.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray) && ahead.Read());
    }
}
