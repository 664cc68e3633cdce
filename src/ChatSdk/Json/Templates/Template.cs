namespace ChatSdk;

/// <summary>
/// An event that has been read, and the places at which later events may differ from it. An event that differs only at these places is read
/// by changing copies of the records that were read from the template. See <c>docs/performance.md</c>.
/// </summary>
internal sealed class Template
{
    // An event with more bytes does not become a template, because a template stores a copy of its event.
    private const int _maxBytes = 64 * 1024;

    private readonly byte[] _event;
    private readonly TemplatePlace[] _places;
    private readonly TemplatePlace[] _changes;

    // The open places are those at which a value has already differed. All other bytes are expected to match the template.
    private TemplatePlace[] _open = [];
    private int _count;
    private int _next;

    private Template(ReadOnlySpan<byte> raw, TemplatePlace[] places, TemplateMember root)
    {
        (_event, _places, Root) = (raw.ToArray(), places, root);
        _changes = new TemplatePlace[places.Length];
    }

    /// <summary>Gets the root object of the JSON.</summary>
    public TemplateMember Root { get; }

    /// <summary>Gets whether the JSON of the last matching event has a changed value that has not been read yet.</summary>
    public bool HasMore => _next < _count;

    /// <summary>Returns the template for an event; <see langword="null"/> if the event is not suitable.</summary>
    /// <param name="raw">The bytes of the event, including the blank line at its end.</param>
    /// <param name="start">The position of its JSON.</param>
    /// <param name="length">The length of its JSON.</param>
    /// <param name="recorder">The recorded members of the JSON.</param>
    public static Template? Of(ReadOnlySpan<byte> raw, int start, int length, TemplateRecorder recorder)
    {
        List<TemplatePlace> places = [];
        var isSuitable = recorder.IsUsable && raw.Length is > 0 and <= _maxBytes && raw[start] == '{'
            && (raw[(start + length)..].SequenceEqual("\n\n"u8) || raw[(start + length)..].SequenceEqual("\r\n\r\n"u8))
            && EventLines.TryFind(raw[..start], places);
        if (!isSuitable)
        {
            return null;
        }

        places.AddRange(recorder.PlacesAfter(start));
        return new Template(raw, [.. places], recorder.Root);
    }

    /// <summary>Returns the length of the event at the start of the bytes if it matches the template; otherwise zero.</summary>
    public int Match(ReadOnlySpan<byte> next)
    {
        _count = _next = 0;
        var (from, at, closed, isNew) = (0, 0, 0, false);
        for (var open = 0; open <= _open.Length;)
        {
            var end = open < _open.Length ? _open[open].Start : _event.Length;
            var same = _event.AsSpan(from, end - from);
            var rest = next[at..];
            var isSame = rest.StartsWith(same);
            if (isSame && open == _open.Length)
            {
                EndMatch(isNew);
                return at + same.Length;
            }

            var place = isSame ? _open[open++] : ClosedPlaceAt(from + rest.CommonPrefixLength(same), from, ref closed);
            if (place?.Read(next, at + place.Start - from, _event) != true)
            {
                break;
            }

            (from, at) = (place.End, place.FoundEnd);
            isNew |= !isSame;
            if (place.IsChanged)
            {
                _changes[_count++] = place;
            }
        }

        return 0;
    }

    /// <summary>Returns the next member that is or contains a changed value; <see langword="null"/> if the object has none.</summary>
    /// <param name="owner">The object.</param>
    /// <param name="previous">The member that the previous call for this object returned; <see langword="null"/> for the first call.</param>
    public TemplateMember? NextIn(TemplateMember owner, TemplateMember? previous)
    {
        SkipTo(previous?.End ?? 0);
        var member = HasMore ? _changes[_next].Member : null;
        while (member is not null && member.Parent != owner)
        {
            member = member.Parent;
        }

        return member;
    }

    /// <summary>Gets the place of the next changed value.</summary>
    public TemplatePlace NextPlace => _changes[_next];

    /// <summary>Determines whether an element of a list contains a changed value. The elements must be passed in order.</summary>
    public bool IsNextIn(TemplateMember item)
    {
        SkipTo(item.Start);
        return HasMore && NextPlace.Start < item.End;
    }

    /// <summary>Returns the range of a value in the last matching event.</summary>
    public Range Find(TemplateMember member) => Moved(member.Start)..Moved(member.End);

    private int Moved(int position)
    {
        var moved = 0;
        for (var at = 0; at < _count && _changes[at].End <= position; at++)
        {
            moved = _changes[at].FoundEnd - _changes[at].End;
        }

        return position + moved;
    }

    private void SkipTo(int position)
    {
        while (HasMore && NextPlace.Start < position)
        {
            _next++;
        }
    }

    /// <summary>Marks the places at which a value differed for the first time as open, and moves to the first change in the JSON.</summary>
    private void EndMatch(bool isNew)
    {
        if (isNew)
        {
            Array.ForEach(_changes[.._count], place => place.IsOpen = true);
            _open = Array.FindAll(_places, place => place.IsOpen);
        }

        while (HasMore && NextPlace.Member is null)
        {
            _next++;
        }
    }

    /// <summary>Returns the place that contains the first difference and is not open yet; <see langword="null"/> if there is none.</summary>
    /// <param name="position">The position of the difference.</param>
    /// <param name="from">The position from which the bytes were compared.</param>
    /// <param name="next">The index of the first place that may contain the difference. It only increases while an event is compared.</param>
    private TemplatePlace? ClosedPlaceAt(int position, int from, ref int next)
    {
        while (next < _places.Length && (_places[next].Start < from || _places[next].End < position))
        {
            next++;
        }

        return next < _places.Length && _places[next].Start <= position ? _places[next] : null;
    }
}
