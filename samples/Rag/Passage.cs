/// <summary>A passage from a Markdown file, with the heading of its section.</summary>
internal sealed record Passage(string File, string Heading, string Text)
{
    // A section is divided at the first empty line after this many characters, because an embedding represents a short text better than a long one.
    private const int _longEnough = 1500;

    public string Source => Heading.Length == 0 ? File : $"{File} › {Heading}";

    public static List<Passage> ReadFolder(string folder) =>
    [
        .. from path in Directory.EnumerateFiles(folder, "*.md", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
           from passage in Split(Path.GetRelativePath(folder, path), System.IO.File.ReadLines(path))
           where passage.Text.Length > 0
           select passage,
    ];

    private static IEnumerable<Passage> Split(string file, IEnumerable<string> lines)
    {
        var (heading, text, isCode) = ("", "", false);
        foreach (var line in lines)
        {
            isCode ^= line.StartsWith("```", StringComparison.Ordinal);
            var isHeading = !isCode && line.TrimStart('#') is [' ', ..] && line[0] == '#';
            if (isHeading || (!isCode && line.Length == 0 && text.Length > _longEnough))
            {
                yield return new Passage(file, heading, text.Trim());
                text = "";
            }

            (heading, text) = isHeading ? (line.Trim('#', ' '), text) : (heading, $"{text}{line}\n");
        }

        yield return new Passage(file, heading, text.Trim());
    }
}
