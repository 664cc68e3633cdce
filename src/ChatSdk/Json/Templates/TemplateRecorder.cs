using System.Text.Json;

namespace ChatSdk;

/// <summary>Records the members of a JSON text, and the places at which a similar text may differ, while the text is read.</summary>
internal sealed class TemplateRecorder
{
    // No template is made from a text with more members or places than this, because each member is compared with all others.
    private const int _maxMembers = 256;

    private readonly List<TemplateMember> _members = [];
    private readonly List<TemplatePlace> _places = [];

    /// <summary>Gets whether a template can be made from the text.</summary>
    public bool IsUsable { get; private set; }

    /// <summary>Gets the root object.</summary>
    public TemplateMember Root => _members[0];

    /// <summary>Starts to record a text, and returns its root.</summary>
    public TemplateMember Begin()
    {
        _members.Clear();
        _places.Clear();
        IsUsable = true;
        _members.Add(new(null, "", JsonTokenType.StartObject, 0));
        return Root;
    }

    /// <summary>Records a member of an object. No template can be made if two members of the object have the same name, because the result then depends on their order.</summary>
    public TemplateMember Add(TemplateMember owner, string name, JsonTokenType kind, int start)
    {
        IsUsable &= _members.Count < _maxMembers;
        for (var at = 0; at < _members.Count && IsUsable; at++)
        {
            IsUsable = _members[at].Parent != owner || _members[at].Name != name;
        }

        return AddItem(owner, name, kind, start);
    }

    /// <summary>Records an element of a list, or a member that is known to be unique.</summary>
    public TemplateMember AddItem(TemplateMember owner, string name, JsonTokenType kind, int start)
    {
        var member = new TemplateMember(owner, name, kind, start);
        if (IsUsable)
        {
            _members.Add(member);
        }

        return member;
    }

    /// <summary>Records a place at which a similar text may have another value.</summary>
    public void Open(TemplateMember member, PlaceKind kind, int start, int length)
    {
        IsUsable &= _places.Count < _maxMembers;
        if (IsUsable)
        {
            _places.Add(new(member, kind, start, length));
        }
    }

    /// <summary>Records that no template can be made from the text, because a part of the result depends on more than one value.</summary>
    public void Refuse() => IsUsable = false;

    /// <summary>Moves all recorded positions by the number of bytes that precede the text, and returns the places.</summary>
    public IEnumerable<TemplatePlace> PlacesAfter(int bytes)
    {
        foreach (var member in _members)
        {
            member.Start += bytes;
            member.End += bytes;
        }

        foreach (var place in _places)
        {
            place.Start += bytes;
        }

        return _places;
    }
}
