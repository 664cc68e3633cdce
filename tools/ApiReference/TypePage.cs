using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using System.Xml.Linq;

namespace ApiReference;

/// <summary>Writes the page for a type.</summary>
internal sealed class TypePage(Reference reference, Type type)
{
    private readonly StringBuilder _page = new();

    public string Write()
    {
        var comment = reference.Comments.Of(type);
        var writer = WriterOf(type);
        _page.Append($"# {Markdown.Escape(Names.Of(type))}\n");
        _page.Append($"{Signatures.Kind(type)} in `{type.Namespace}`, package `{type.Assembly.GetName().Name}`\n\n");
        Paragraph(writer.Paragraphs(SummaryOf(type, comment)));
        Code(Signatures.Of(type));
        TypeParameters(comment, writer);
        Paragraph(writer.Paragraphs(comment?.Element("remarks")));
        Paragraph(writer.Paragraphs(comment?.Element("example")));
        WriteMembers();
        return _page.ToString();
    }

    private void WriteMembers()
    {
        List<MemberInfo> all = [.. type.GetMembers(Members.Declared).Where(Members.IsVisible).Where(IsListed)];
        Methods("Constructors", all.OfType<ConstructorInfo>());
        Table(type.IsEnum ? "Values" : "Fields", all.OfType<FieldInfo>(), field => Markdown.Code(Names.Of(field.FieldType)), withType: !type.IsEnum);
        Table("Properties", all.OfType<PropertyInfo>(), property => Markdown.Code(Signatures.Of(property)["public ".Length..]) + LinkedType(property.PropertyType), withType: true);
        Methods("Methods", all.OfType<MethodInfo>().Where(method => !method.IsSpecialName));
        Methods("Operators", all.OfType<MethodInfo>().Where(method => method.IsSpecialName));
        Extensions();
    }

    /// <summary>Lists the extension methods for the type, from all packages.</summary>
    private void Extensions()
    {
        var methods = reference.Types.Where(holder => holder.IsDefined(typeof(ExtensionAttribute)))
            .SelectMany(holder => holder.GetMethods(Members.Declared))
            .Where(method => method.IsDefined(typeof(ExtensionAttribute)) && method.GetParameters()[0].ParameterType == type)
            .OrderBy(method => method.Name, StringComparer.Ordinal).ThenBy(method => method.ToString(), StringComparer.Ordinal).ToList();
        if (methods.Count > 0)
        {
            var rows = methods.Select(method => $"| {Markdown.Code(Signatures.Of(method)["public static ".Length..])} | {reference.Links.To(method.DeclaringType!)} | {WriterOf(method).Cell(reference.Comments.Of(method)?.Element("summary"))} |");
            _page.Append($"## Extension methods\n| method | class | description |\n|---|---|---|\n{string.Join('\n', rows)}\n\n");
        }
    }

    /// <summary>Determines whether the page lists the member. A member without a comment is omitted if it overrides or implements another member, or is an equality operator or a constructor without parameters.</summary>
    private bool IsListed(MemberInfo member) => reference.Comments.Of(member) is not null || member switch
    {
        ConstructorInfo constructor => constructor.GetParameters().Length > 0,
        _ => !Members.IsInherited(member) && member.Name is not ("op_Equality" or "op_Inequality"),
    };

    private void Table<T>(string heading, IEnumerable<T> members, Func<T, string> declaration, bool withType)
        where T : MemberInfo
    {
        var rows = members.OrderBy(member => type.IsEnum ? member.MetadataToken : 0).ThenBy(member => member.Name, StringComparer.Ordinal).ToList();
        if (rows.Count == 0)
        {
            return;
        }

        _page.Append($"## {heading}\n| name | description |{(withType ? " declaration |" : "")}\n|---|---|{(withType ? "---|" : "")}\n");
        foreach (var member in rows)
        {
            var writer = WriterOf(member);
            var comment = CommentOf(member);
            var description = string.Join(' ', new[] { SummaryOf(member, comment), comment?.Element("remarks") }.Select(writer.Cell).Where(text => text.Length > 0));
            _page.Append($"| <a id=\"{Links.AnchorOf(member)}\"></a>`{Names.OfMember(member)}` | {description} |{(withType ? $" {declaration(member)} |" : "")}\n");
        }

        _page.Append('\n');
    }

    /// <summary>Returns the type with its links to other pages; empty if it has none.</summary>
    private string LinkedType(Type used) => reference.Links.Within(used) is var shown && shown.Contains("](", StringComparison.Ordinal) ? $" {shown}" : "";

    // The positional properties of a record are described in the record's own comment.
    private XElement? CommentOf(MemberInfo member) => reference.Comments.Of(member)
        ?? reference.Comments.Of(type)?.Elements("param").FirstOrDefault(parameter => parameter.Attribute("name")!.Value == member.Name) switch
        {
            { } parameter => new XElement("member", new XElement("summary", parameter.Nodes())),
            null => null,
        };

    private void Methods(string heading, IEnumerable<MethodBase> methods)
    {
        var groups = methods.GroupBy(Names.OfMember, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal).ToList();
        if (groups.Count == 0)
        {
            return;
        }

        _page.Append($"## {heading}\n");
        if (groups.Count > 5)
        {
            var rows = groups.Select(group => $"| [`{group.Key}`](#{Links.AnchorOf(group.First())}) | {WriterOf(group.First()).Cell(reference.Comments.Of(group.First())?.Element("summary"))} |");
            Paragraph($"| method | description |\n|---|---|\n{string.Join('\n', rows)}");
        }

        foreach (var group in groups)
        {
            if (heading != "Constructors")
            {
                _page.Append($"### {Markdown.Escape(group.Key)}\n");
            }

            foreach (var method in group.OrderBy(method => method.ToString(), StringComparer.Ordinal))
            {
                Write(method);
            }
        }
    }

    private void Write(MethodBase method)
    {
        var writer = WriterOf(method);
        var comment = reference.Comments.Of(method);
        Code(Signatures.Of(method));
        if (comment?.ToString() is { } text && reference.Comments.Of(type)?.Element("summary")?.ToString() is { } typeSummary && text.Contains(typeSummary, StringComparison.Ordinal))
        {
            // The compiler gives the primary constructor the same comment as its record, whose summary is already on the page.
            Arguments(method, comment, writer);
            return;
        }

        Paragraph(writer.Paragraphs(SummaryOf(method, comment)));
        TypeParameters(comment, writer);
        Arguments(method, comment, writer);
        if (method is MethodInfo function && comment?.Element("returns") is { } returns)
        {
            Paragraph($"**Returns** {reference.Links.Within(function.ReturnType)}: {writer.Paragraphs(returns)}");
        }

        Paragraph(writer.Paragraphs(comment?.Element("remarks")));
        Exceptions(comment, writer);
    }

    private void TypeParameters(XElement? comment, CommentWriter writer)
    {
        var rows = comment?.Elements("typeparam").ToList() ?? [];
        if (rows.Count > 0)
        {
            Paragraph($"| type parameter | description |\n|---|---|\n{string.Join('\n', rows.Select(row => $"| `{row.Attribute("name")!.Value}` | {writer.Cell(row)} |"))}");
        }
    }

    private void Arguments(MethodBase method, XElement? comment, CommentWriter writer)
    {
        var rows = method.GetParameters().Select(parameter => (parameter, comment?.Elements("param").FirstOrDefault(description => description.Attribute("name")!.Value == parameter.Name)));
        var lines = rows.Select(row => $"| `{row.parameter.Name}` | {reference.Links.Within(row.parameter.ParameterType)} | {writer.Cell(row.Item2)} |").ToList();
        if (lines.Count > 0)
        {
            Paragraph($"| parameter | type | description |\n|---|---|---|\n{string.Join('\n', lines)}");
        }
    }

    private void Exceptions(XElement? comment, CommentWriter writer)
    {
        var rows = comment?.Elements("exception").ToList() ?? [];
        if (rows.Count > 0)
        {
            Paragraph($"| exception | when |\n|---|---|\n{string.Join('\n', rows.Select(row => $"| {writer.Link(row.Attribute("cref")!.Value)} | {writer.Cell(row)} |"))}");
        }
    }

    /// <summary>Returns the summary in a comment; reports the member if there is none.</summary>
    private XElement? SummaryOf(MemberInfo member, XElement? comment)
    {
        if (comment?.Element("summary") is { } summary)
        {
            return summary;
        }

        reference.Report($"{Names.Of(type)}: {member} has no comment.");
        return null;
    }

    private CommentWriter WriterOf(MemberInfo member) => new(reference, type, $"{Names.Of(type)}, {member.Name}");

    private void Paragraph(string text) => _page.Append(text.Length == 0 ? "" : $"{text}\n\n");

    private void Code(string code) => _page.Append($"```csharp\n{code}\n```\n\n");
}
