using System.Runtime.CompilerServices;

namespace ChatSdk.Docs.Tests;

/// <summary>The documentation pages in the repository.</summary>
internal static class Repository
{
    public static string Root { get; } = Path.GetFullPath(Path.Combine(HereFolder(), "..", ".."));

    /// <summary>Gets the paths of the pages in the docs folder, relative to the root.</summary>
    public static IEnumerable<string> Docs =>
        Directory.GetFiles(Path.Combine(Root, "docs"), "*.md").Select(file => Path.GetRelativePath(Root, file)).Order(StringComparer.Ordinal);

    /// <summary>Returns the lines of a page that are not in code blocks.</summary>
    public static IEnumerable<string> Prose(string page)
    {
        var isCode = false;
        foreach (var line in File.ReadLines(Path.Combine(Root, page)))
        {
            if (line.StartsWith("```", StringComparison.Ordinal))
            {
                isCode = !isCode;
            }
            else if (!isCode)
            {
                yield return line;
            }
        }
    }

    /// <summary>Returns the C# code blocks on a page.</summary>
    public static IEnumerable<string> CodeBlocks(string page)
    {
        List<string>? block = null;
        foreach (var line in File.ReadLines(Path.Combine(Root, page)))
        {
            if (line == "```csharp")
            {
                block = [];
            }
            else if (line == "```" && block is not null)
            {
                yield return string.Join('\n', block);
                block = null;
            }
            else
            {
                block?.Add(line);
            }
        }
    }

    private static string HereFolder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
