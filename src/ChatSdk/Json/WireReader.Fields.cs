using System.Text.Json;

namespace ChatSdk;

/// <content>The part that collects extra fields and misfits. A misfit is a field whose value has the wrong type.</content>
internal ref partial struct WireReader
{
    /// <summary>
    /// Adds the current member to the extra fields of the object. With a template, only the members that have changed are visited, so this
    /// method only records that an extra field has changed.
    /// </summary>
    public void Keep()
    {
        if (_template is null)
        {
            KeepValue(isMisfit: false);
        }
        else
        {
            _hasChangedFields = true;
        }
    }

    /// <summary>
    /// Skips the value, and returns its position, so that it can be parsed later or added to the extra fields. If the value is a JSON null,
    /// returns <see langword="default"/>. With a template, this method only records whether an extra field has changed, and always returns
    /// <see langword="default"/>.
    /// </summary>
    public RawValue Raw()
    {
        if (_template is not null)
        {
            _hasChangedFields |= _object!.Items.Contains(_member!);
            return default;
        }

        return ParseRaw();
    }

    private RawValue ParseRaw()
    {
        var value = new RawValue(Kind, Skip(), _member);
        return value.Kind == JsonTokenType.Null ? default : value;
    }

    /// <summary>Adds a value that was skipped by <see cref="Raw"/> to the extra fields of the object. The default value is not added.</summary>
    public void Keep(string name, RawValue value)
    {
        if (value.Kind != JsonTokenType.None)
        {
            _extra.Add(name, value.Range, isMisfit: false);
            _object?.Add(value.Member!);
        }
    }

    /// <summary>Parses a value that was skipped by <see cref="Raw"/>.</summary>
    public readonly JsonElement ElementOf(RawValue value)
    {
        var reader = new Utf8JsonReader(_utf8[value.Range]);
        return Parse(ref reader);
    }

    /// <summary>Returns the extra fields of the object, after its end has been reached.</summary>
    /// <param name="earlier">The extra fields of the template's record. Without a template, they are ignored.</param>
    public readonly FieldBag ExtraFields(FieldBag earlier)
    {
        if (_template is null)
        {
            return _extra.ToBag(_utf8);
        }

        return _hasChangedFields ? WithChanges((ReceivedFieldBag)earlier) : earlier;
    }

    private T? Misfit<T>()
        where T : class
    {
        if (_template is not null)
        {
            // Unlike the template's value, this value has the wrong type, so the event must be read in full.
            _mustBeParsed = true;
        }
        else if (Kind != JsonTokenType.Null)
        {
            KeepValue(isMisfit: true);
        }

        return null;
    }

    private void KeepValue(bool isMisfit)
    {
        if (IsLimited)
        {
            AnswerLimitException.ThrowIfOver(_extra.Count + 1, AnswerLimits.Fields, "fields in one object");
            _budget.PayNode();
        }

        _object?.Add(_member!);
        _extra.Add(Member, isMisfit ? SkipClosed() : Skip(), isMisfit);
    }

    /// <summary>Moves to the end of the value, and returns its range. An event matches the template even if the strings, numbers and Booleans in this value differ.</summary>
    private Range Skip()
    {
        if (_recorder is not null)
        {
            OpenAll();
        }

        return SkipClosed();
    }

    /// <summary>Moves to the end of the value, and returns its range. An event matches the template only if it has exactly the same value.</summary>
    private Range SkipClosed()
    {
        var start = (int)_json.TokenStartIndex;
        if (IsLimited)
        {
            _budget.PayValue(ref _json);
        }
        else
        {
            _json.Skip();
        }

        var end = (int)_json.BytesConsumed;
        if (_member is not null)
        {
            _member.End = end;
        }

        return start..end;
    }
}
