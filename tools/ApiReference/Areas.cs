using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace ApiReference;

/// <summary>Groups the types in the reference by feature, in the order in which a reader needs them. The folder of a type's source file determines its area.</summary>
internal sealed partial class Areas
{
    // A type that is declared in several folders belongs to the first area that has one of these folders.
    private static readonly (string Title, string[] Folders)[] _areas =
    [
        ("Client", ["ChatSdk", "ChatSdk/Features/Cancellation"]),
        ("Requests", ["ChatSdk/Protocol/Chat/Requests"]),
        ("Messages", ["ChatSdk/Protocol/Chat/Messages"]),
        ("Answers", ["ChatSdk/Protocol/Chat/Completions", "ChatSdk/Protocol/Shared"]),
        ("Streams", ["ChatSdk/Streaming", "ChatSdk/Streaming/Accumulation", "ChatSdk/Calls/Resumption"]),
        ("Errors", ["ChatSdk/Errors"]),
        ("Tools", ["ChatSdk/Protocol/Chat/Tools", "ChatSdk/Features/Tools"]),
        ("Structured output", ["ChatSdk/Features/StructuredOutput"]),
        ("Conversations", ["ChatSdk/Features/Conversations"]),
        ("Dependency injection", ["ChatSdk/DependencyInjection"]),
        ("Limits, budgets, fallback, cache", ["ChatSdk/Calls/Limits", "ChatSdk/Calls/Budgets", "ChatSdk/Calls/Fallback", "ChatSdk/Calls/Caching"]),
        ("Callbacks", ["ChatSdk/Calls/Telemetry"]),
        ("Results without exceptions", ["ChatSdk/Features/Results", "ChatSdk/Features/Bulk"]),
        ("Embeddings, text completions, models", ["ChatSdk/Protocol/Embeddings", "ChatSdk/Protocol/Text", "ChatSdk/Protocol/Models", "ChatSdk/Protocol/StoredCompletions"]),
        ("All records", ["ChatSdk/Json"]),
    ];

    private readonly Dictionary<string, HashSet<string>> _foldersOf = new(StringComparer.Ordinal);

    public Areas()
    {
        var source = Path.GetFullPath(Path.Combine(HereFolder(), "..", "..", "src"));
        foreach (var file in Directory.GetFiles(source, "*.cs", SearchOption.AllDirectories))
        {
            var folder = Path.GetRelativePath(source, Path.GetDirectoryName(file)!).Replace('\\', '/');
            foreach (Match declaration in Declaration().Matches(File.ReadAllText(file)))
            {
                var name = declaration.Groups["name"].Value;
                (_foldersOf.TryGetValue(name, out var folders) ? folders : _foldersOf[name] = new(StringComparer.Ordinal)).Add(folder);
            }
        }
    }

    /// <summary>Returns the types of a package by area. Only the main package has more than one area.</summary>
    public IEnumerable<(string Title, IReadOnlyList<Type> Types)> Of(IEnumerable<Type> package) =>
        package.GroupBy(IndexOf).OrderBy(area => area.Key).Select(area => (
            area.Key < _areas.Length ? _areas[area.Key].Title : "Other types",
            (IReadOnlyList<Type>)[.. area.OrderBy(type => type.Name != "ChatClient").ThenBy(type => type.Name, StringComparer.Ordinal)]));

    private int IndexOf(Type type) =>
        _foldersOf.TryGetValue(type.Name.Split('`')[0], out var folders) && Array.FindIndex(_areas, area => folders.Overlaps(area.Folders)) is >= 0 and var index ? index : _areas.Length;

    [GeneratedRegex(@"^public (?:\w+ )*?(?:class|record struct|record|struct|interface|enum) (?<name>\w+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Declaration();

    private static string HereFolder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
