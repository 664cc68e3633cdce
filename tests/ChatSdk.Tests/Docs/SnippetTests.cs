using System.Runtime.CompilerServices;

namespace ChatSdk.Tests.Docs;

/// <summary>Tests that the C# code in the documentation is compiled, and that the README is short.</summary>
[TestFixture]
public sealed class SnippetTests
{
    private static readonly string _root = Path.GetFullPath(Path.Combine(HereFolder(), "..", "..", ".."));

    // The code in the README and in getting-started.md is compiled as it is, by PastedPageTests in ChatSdk.Docs.Tests.
    private static IEnumerable<string> Pages =>
        Directory.GetFiles(Path.Combine(_root, "docs"), "*.md").Where(file => Path.GetFileName(file) != "getting-started.md")
            .Concat(Directory.GetFiles(Path.Combine(_root, "src"), "README.md", SearchOption.AllDirectories))
            .Select(file => Path.GetRelativePath(_root, file));

    internal static string Root => _root;

    [TestCaseSource(nameof(Pages))]
    public void Every_CSharp_block_on_a_page_is_compiled(string page)
    {
        var folders = Directory.GetDirectories(Path.Combine(_root, "tests"), "*.Tests").Select(project => Path.Combine(project, "Docs")).Where(Directory.Exists);
        var compiled = Normalize(folders.SelectMany(folder => Directory.GetFiles(folder, "*Snippets.cs")).SelectMany(File.ReadAllLines));

        foreach (var block in Blocks(page))
        {
            compiled.Should().Contain(Normalize(block), "a *Snippets.cs file must contain the code on the page");
        }
    }

    [Test]
    public void Readme_is_short_and_starts_with_code()
    {
        var lines = File.ReadAllLines(Path.Combine(_root, "README.md"));

        lines.Should().HaveCountLessThanOrEqualTo(120);
        Array.IndexOf(lines, "```csharp").Should().BeInRange(1, 14);
    }

    private static IEnumerable<List<string>> Blocks(string page)
    {
        List<string>? block = null;
        foreach (var line in File.ReadLines(Path.Combine(_root, page)))
        {
            if (line == "```csharp")
            {
                block = [];
            }
            else if (line == "```" && block is not null)
            {
                yield return block;
                block = null;
            }
            else
            {
                block?.Add(line);
            }
        }
    }

    /// <summary>Removes the differences between a page and a method: using directives, indentation and empty lines.</summary>
    private static string Normalize(IEnumerable<string> lines) => string.Join(
        '\n',
        lines.Select(line => line.Trim()).Where(line => line.Length > 0 && !(line.StartsWith("using ", StringComparison.Ordinal) && !line.Contains('=', StringComparison.Ordinal))));

    private static string HereFolder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
