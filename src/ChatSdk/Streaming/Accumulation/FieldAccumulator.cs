namespace ChatSdk;

/// <summary>Accumulates the extra fields from the fragments of one object.</summary>
internal sealed class FieldAccumulator(FieldRule rule)
{
    private JsonAccumulator? _fields;
    private FieldBag? _last;

    /// <summary>Adds the fields of a fragment.</summary>
    /// <exception cref="ChatProtocolException">There are more fields than allowed.</exception>
    public void Add(FieldBag fields)
    {
        if (fields.Count == 0)
        {
            return;
        }

        if (_last is not null && !(rule != FieldRule.Merge && fields.Replaces(_last, joinsLists: rule == FieldRule.JoinLists)))
        {
            Take(_last);
            if (_fields!.Count > AnswerLimits.Fields)
            {
                throw new ChatProtocolException(AnswerLimitException.MessageOf(AnswerLimits.Fields, "fields in one object"));
            }
        }

        _last = fields;
    }

    public FieldBag ToBag()
    {
        if (_last is not null)
        {
            Take(_last);
            _last = null;
        }

        return _fields is null ? FieldBag.Empty : FieldBag.From([.. _fields.Members]);
    }

    private void Take(FieldBag bag)
    {
        _fields ??= new();
        foreach (var (name, value) in bag)
        {
            _fields.AddMember(name, value, rule);
        }
    }
}
