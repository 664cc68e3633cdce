using System.Reflection;

namespace ApiReference;

/// <summary>Creates links to types and members, in this reference or in the documentation of .NET.</summary>
internal sealed class Links
{
    private const string _platform = "https://learn.microsoft.com/dotnet/api/";

    private readonly Dictionary<string, Type> _types;
    private readonly Dictionary<string, MemberInfo> _members;

    public Links(IReadOnlyList<Type> types)
    {
        _types = types.ToDictionary(CommentId.Of, StringComparer.Ordinal);
        _members = types.SelectMany(type => type.GetMembers(Members.Declared).Where(Members.IsVisible)).ToDictionary(CommentId.Of, StringComparer.Ordinal);
    }

    public static string PageOf(Type type) => CommentId.NameOf(type).Replace('`', '-');

    /// <summary>Returns the anchor of a member on the page of its type. All overloads have the same anchor.</summary>
    public static string AnchorOf(MemberInfo member) => member is ConstructorInfo ? "constructors" : Markdown.Slug(Names.OfMember(member));

    /// <summary>Returns the name of the type, as a link if it has a page.</summary>
    public string To(Type type)
    {
        var definition = type.IsGenericType ? type.GetGenericTypeDefinition() : type;
        return _types.ContainsKey(CommentId.Of(definition)) ? $"[`{Names.Of(definition)}`]({PageOf(definition)}.md)" : $"`{Names.Of(type)}`";
    }

    /// <summary>Returns the name of a type with its type arguments, each of which is a link if it has a page.</summary>
    public string Within(Type type)
    {
        if (type.IsGenericParameter || !type.IsGenericType || Nullable.GetUnderlyingType(type) is not null)
        {
            return To(Nullable.GetUnderlyingType(type) ?? type);
        }

        var own = To(type);
        var outer = own.Contains("](", StringComparison.Ordinal) ? own : $"`{type.Name.Split('`')[0]}`";
        return $"{outer}&lt;{string.Join(", ", type.GetGenericArguments().Select(Within))}&gt;";
    }

    /// <summary>Returns a link for a reference in a comment; <see langword="null"/> if its target is neither in this reference nor in a namespace that begins with <c>System</c> or <c>Microsoft</c>.</summary>
    /// <param name="id">The ID of the target in the compiler's format.</param>
    /// <param name="page">The type whose page contains the link, or <see langword="null"/>. A member of this type is shown without the name of the type.</param>
    public string? To(string id, Type? page)
    {
        if (_types.TryGetValue(id, out var type))
        {
            return To(type);
        }

        if (_members.TryGetValue(id, out var member))
        {
            var owner = member.DeclaringType!;
            var name = owner == page ? Names.OfMember(member) : $"{Names.Of(owner)}.{Names.OfMember(member)}";
            return $"[`{name}`]({(owner == page ? "" : $"{PageOf(owner)}.md")}#{AnchorOf(member)})";
        }

        var full = id[2..].Split('(')[0];
        return full.StartsWith("System.", StringComparison.Ordinal) || full.StartsWith("Microsoft.", StringComparison.Ordinal) ? OnPlatform(id[0], full) : null;
    }

    private static string OnPlatform(char kind, string full)
    {
        var parts = full.Split('.');
        var name = kind == 'T' ? parts[^1] : $"{parts[^2]}.{parts[^1]}";
        return $"[`{name.Split('`')[0]}`]({_platform}{full.Replace("``", "-", StringComparison.Ordinal).Replace('`', '-').ToLowerInvariant()})";
    }
}
