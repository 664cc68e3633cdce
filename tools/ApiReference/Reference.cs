using System.Reflection;
using System.Text;

namespace ApiReference;

/// <summary>The public types of the packages with their comments, and the pages generated from them.</summary>
internal sealed class Reference
{
    private readonly List<string> _problems = [];

    public Reference(IEnumerable<Assembly> assemblies)
    {
        List<Assembly> all = [.. assemblies.OrderBy(assembly => assembly.GetName().Name, StringComparer.Ordinal)];
        Types = [.. all.SelectMany(assembly => assembly.GetExportedTypes()).Where(type => !type.IsSpecialName).OrderBy(type => type.FullName, StringComparer.Ordinal)];
        Comments = new Comments(all.Select(assembly => Path.ChangeExtension(assembly.Location, ".xml")));
        Links = new Links(Types);
    }

    public IReadOnlyList<Type> Types { get; }

    public Comments Comments { get; }

    public Links Links { get; }

    /// <summary>Gets the problems that were found: members without a comment, unknown elements, and references to targets that do not exist.</summary>
    public IReadOnlyList<string> Problems => _problems;

    /// <summary>Creates the reference for the packages whose assemblies are in the program's folder, except for test assemblies.</summary>
    public static Reference OfPackages() => new(Directory.GetFiles(AppContext.BaseDirectory, "ChatSdk*.dll")
        .Where(file => !file.EndsWith(".Tests.dll", StringComparison.Ordinal))
        .Select(Assembly.LoadFrom));

    public void Report(string problem) => _problems.Add(problem);

    /// <summary>Returns each page with its file name.</summary>
    public IEnumerable<(string Name, string Text)> Pages()
    {
        _problems.Clear();
        yield return ("index.md", Index());
        foreach (var type in Types)
        {
            yield return ($"{Links.PageOf(type)}.md", new TypePage(this, type).Write());
        }
    }

    private string Index()
    {
        var page = new StringBuilder("# API reference\nEvery public type in the packages, generated from the comments in the code. Start with [`ChatClient`](ChatSdk.ChatClient.md).\n");
        var areas = new Areas();
        foreach (var package in Types.GroupBy(type => type.Assembly.GetName().Name, StringComparer.Ordinal))
        {
            page.Append($"\n## {package.Key}\n");
            foreach (var (title, types) in areas.Of(package))
            {
                page.Append(package.Key == "ChatSdk" ? $"\n### {title}\n" : "").Append("\n| type | description |\n|---|---|\n");
                foreach (var type in types)
                {
                    var writer = new CommentWriter(this, page: null, Names.Of(type));
                    page.Append($"| {Links.To(type)} | {writer.Cell(Comments.Of(type)?.Element("summary"))} |\n");
                }
            }
        }

        return page.ToString();
    }
}
