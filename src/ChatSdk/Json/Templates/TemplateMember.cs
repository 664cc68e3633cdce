using System.Text.Json;

namespace ChatSdk;

/// <summary>A member of an object, or an element of a list, in the JSON from which a template was made.</summary>
/// <param name="parent">The object or list that contains it; <see langword="null"/> for the root.</param>
/// <param name="name">The name; empty for an element of a list.</param>
/// <param name="kind">The type of the first token of the value.</param>
/// <param name="start">The position of the value.</param>
internal sealed class TemplateMember(TemplateMember? parent, string name, JsonTokenType kind, int start)
{
    private static readonly List<TemplateMember> _noItems = [];
    private List<TemplateMember>? _items;

    public TemplateMember? Parent => parent;

    public string Name => name;

    public JsonTokenType Kind => kind;

    /// <summary>Gets or sets the position of the value.</summary>
    public int Start { get; set; } = start;

    /// <summary>Gets or sets the position after the value.</summary>
    public int End { get; set; }

    /// <summary>Gets or sets the record that was read from an object.</summary>
    public WireRecord? Record { get; set; }

    /// <summary>Gets the elements of a list, or the members of an object that are extra fields, in order.</summary>
    public List<TemplateMember> Items => _items ?? _noItems;

    /// <summary>Adds an element of a list, or an extra field of an object.</summary>
    public void Add(TemplateMember item) => (_items ??= []).Add(item);
}
