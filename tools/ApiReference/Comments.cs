using System.Reflection;
using System.Xml.Linq;

namespace ApiReference;

/// <summary>The documentation comments in the XML files that the compiler wrote.</summary>
internal sealed class Comments
{
    private readonly Dictionary<string, XElement> _members = new(StringComparer.Ordinal);

    public Comments(IEnumerable<string> files)
    {
        foreach (var member in files.SelectMany(file => XDocument.Load(file, LoadOptions.PreserveWhitespace).Descendants("member")))
        {
            _members[member.Attribute("name")!.Value] = member;
        }
    }

    /// <summary>Returns the comment for a type or member; <see langword="null"/> if there is none.</summary>
    public XElement? Of(MemberInfo member) => _members.GetValueOrDefault(CommentId.Of(member)) switch
    {
        // For an extension member, the compiler also generates a method. The comment of the method refers to the comment of the member.
        { } own when own.Element("inheritdoc") is { } inherited => _members.GetValueOrDefault(inherited.Attribute("cref")?.Value ?? ""),
        var own => own,
    };
}
