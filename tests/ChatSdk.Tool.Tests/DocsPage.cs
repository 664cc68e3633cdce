using System.Runtime.CompilerServices;

namespace ChatSdk.Tool.Tests;

/// <summary>The generated parts of the docs. With APPROVE_DOCS=1, they are written before they are compared.</summary>
internal static class DocsPage
{
    private static readonly string _docs = Path.GetFullPath(Path.Combine(HereFolder(), "..", "..", "docs"));

    /// <summary>Returns the path of a file in the docs.</summary>
    public static string PathOf(string name) => Path.Combine(_docs, name);

    /// <summary>Tests that a file is up to date.</summary>
    public static async Task ShouldHaveFileAsync(string name, string expected, CancellationToken cancellationToken)
    {
        var file = PathOf(name);
        if (Environment.GetEnvironmentVariable("APPROVE_DOCS") == "1")
        {
            await File.WriteAllTextAsync(file, expected, cancellationToken);
        }

        (await File.ReadAllTextAsync(file, cancellationToken)).Should().Be(expected, "run the tests with APPROVE_DOCS=1 to write {0}", name);
    }

    /// <summary>Tests that the part of a page between the given comment and the next comment "end" is up to date.</summary>
    public static async Task ShouldHavePartAsync(string name, string begin, string expected, CancellationToken cancellationToken)
    {
        var page = await File.ReadAllTextAsync(PathOf(name), cancellationToken);
        var start = page.IndexOf(begin, StringComparison.Ordinal) + begin.Length;
        var end = page.IndexOf("<!-- end -->", start, StringComparison.Ordinal);
        await ShouldHaveFileAsync(name, $"{page[..start]}\n{expected}{page[end..]}", cancellationToken);
    }

    private static string HereFolder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
