using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace ChatSdk.Tests.Api;

/// <summary>
/// Tests the dependencies between the folders of the library, as <c>docs/architecture.md</c> draws them: a source file uses
/// only the types of its own folder and of the folders below.
/// </summary>
[TestFixture]
public sealed partial class RoomTests
{
    // From the bottom up. The records and the code that reads and writes them are parts of the same classes.
    private static readonly string[][] _floors =
    [
        ["Protocol", "Json"], ["Errors"], ["Streaming"], ["Http"], ["Calls"], ["ChatClient"], ["Features"], ["DependencyInjection"],
    ];

    // The settings are read wherever they matter.
    private static readonly HashSet<string> _everywhere = new(StringComparer.Ordinal) { "ChatClientOptions", "ChatClientOptionsValidator", "ChatCallOptions" };

    private static readonly Dictionary<string, string[]> _doorsOfFeatures = new(StringComparer.Ordinal)
    {
        ["Schemas"] = [],
        ["Results"] = ["Tools", "StructuredOutput"],
        ["Cancellation"] = ["Conversations"],
        ["Bulk"] = [],
        ["Embeddings"] = [],
        ["StoredCompletions"] = [],
        ["Tools"] = ["Schemas"],
        ["StructuredOutput"] = ["Schemas"],
        ["Conversations"] = ["Tools", "StructuredOutput", "Results"],
    };

    private static readonly Lazy<IReadOnlyList<SourceFile>> _files = new(() => [.. Sources()]);

    private static IEnumerable<string> Paths => _files.Value.Select(file => file.Path);

    [TestCaseSource(nameof(Paths))]
    public void File_uses_only_rooms_below_its_own(string path)
    {
        var file = _files.Value.Single(candidate => candidate.Path == path);

        var wrong = file.Words
            .Where(word => !_everywhere.Contains(word) && Homes.TryGetValue(word, out var homes) && !homes.Any(home => MayUse(file.Path, home)))
            .Select(word => $"{word} ({string.Join(", ", Homes[word])})");

        wrong.Should().BeEmpty();
    }

    [Test]
    public void Dependency_in_the_wrong_direction_is_detected()
    {
        MayUse("Http/ServerResponse.cs", "Calls/Call.cs").Should().BeFalse();
        MayUse("Features/Tools/ToolLoop.cs", "Features/Conversations/ChatConversation.cs").Should().BeFalse();
        MayUse("Calls/Call.cs", "Http/ServerResponse.cs").Should().BeTrue();
    }

    [Test]
    public void Every_folder_is_a_room() =>
        Paths.Where(path => path.Contains('/')).Select(path => path.Split('/')[0]).Distinct(StringComparer.Ordinal)
            .Should().BeSubsetOf(_floors.SelectMany(floor => floor));

    /// <summary>Gets the files that declare each type of the library; several for partial types.</summary>
    private static Dictionary<string, List<string>> Homes { get; } = _files.Value
        .SelectMany(file => file.Declared.Select(name => (name, file.Path)))
        .GroupBy(entry => entry.name, entry => entry.Path, StringComparer.Ordinal)
        .ToDictionary(group => group.Key, group => group.ToList(), StringComparer.Ordinal);

    private static bool MayUse(string user, string used)
    {
        var (from, to) = (FloorOf(user), FloorOf(used));
        return from == to && user.StartsWith("Features/", StringComparison.Ordinal)
            ? FeatureOf(user) == FeatureOf(used) || _doorsOfFeatures[FeatureOf(user)].Contains(FeatureOf(used))
            : from >= to;
    }

    private static string FeatureOf(string path) => path.Split('/')[1];

    private static int FloorOf(string path)
    {
        var room = path.Contains('/') ? path.Split('/')[0] : "ChatClient";
        return Array.FindIndex(_floors, floor => floor.Contains(room));
    }

    private static IEnumerable<SourceFile> Sources([CallerFilePath] string here = "")
    {
        var root = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../../src/ChatSdk"));
        var types = typeof(ChatClient).Assembly.GetTypes().Where(type => !type.IsNested).Select(type => type.Name.Split('`')[0]).ToHashSet(StringComparer.Ordinal);
        foreach (var file in Directory.EnumerateFiles(root, "*.cs", SearchOption.AllDirectories))
        {
            var code = NoCode().Replace(File.ReadAllText(file), "");
            yield return new(
                Path.GetRelativePath(root, file).Replace('\\', '/'),
                [.. Declarations().Matches(code).Select(match => match.Groups["name"].Value).Where(types.Contains)],
                [.. TypeNames().Matches(code).Select(match => match.Value).Where(types.Contains).Except(NestedTypes().Matches(code).Select(match => match.Groups["name"].Value), StringComparer.Ordinal)]);
        }
    }

    // Comments and strings name types without using them.
    [GeneratedRegex(@"//[^\n]*|\x22{3}[\s\S]*?\x22{3}|\x22(?:\\.|[^\x22\\\n])*\x22", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex NoCode();

    [GeneratedRegex("""^(?:public|internal)[^\n;=({]*?\b(?:class|record struct|record|struct|interface|enum|delegate [^\n(]*?)\s+(?<name>\w+)""", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Declarations();

    [GeneratedRegex(@"private[^\n;=({]*?\b(?:class|record|struct)\s+(?<name>\w+)", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex NestedTypes();

    // Not a member access such as Kind.Server, nor a member's name: before a colon, an assignment or an accessor, or in an enum.
    [GeneratedRegex("""(?<![.\w])[A-Z]\w*(?=[\s<>?(),.;\[\]{}])(?!\s*(?:=>|=[^>=]|:|\{ get|,\n))""", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex TypeNames();

    private sealed record SourceFile(string Path, HashSet<string> Declared, HashSet<string> Words);
}
