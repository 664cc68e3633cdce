using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace ChatSdk.Tests.Api;

/// <summary>
/// Tests the dependencies between the folders in <c>src/ChatSdk</c>, as described in <c>docs/architecture.md</c>: a source file uses
/// only the types in its own layer and in the layers below it. Within the layer <c>Features</c>, it uses only the types in its own
/// folder and in the folders that are allowed for it.
/// </summary>
[TestFixture]
public sealed partial class FolderDependencyTests
{
    // The layers are listed from the bottom up. Protocol and Json share a layer because a record can be a partial type with files in both folders.
    private static readonly string[][] _layers =
    [
        ["Protocol", "Json"], ["Errors"], ["Streaming"], ["Http"], ["Calls"], ["ChatClient"], ["Features"], ["DependencyInjection"],
    ];

    // The options may be used in every layer.
    private static readonly HashSet<string> _allowedEverywhere = new(StringComparer.Ordinal) { "ChatClientOptions", "ChatClientOptionsValidator", "ChatCallOptions" };

    private static readonly Dictionary<string, string[]> _allowedFeatureDependencies = new(StringComparer.Ordinal)
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
    public void Source_file_uses_only_its_own_layer_and_the_layers_below(string path)
    {
        var file = _files.Value.Single(candidate => candidate.Path == path);

        var wrong = file.TypeNames
            .Where(word => !_allowedEverywhere.Contains(word) && DeclaringFiles.TryGetValue(word, out var files) && !files.Any(declaring => MayUse(file.Path, declaring)))
            .Select(word => $"{word} ({string.Join(", ", DeclaringFiles[word])})");

        wrong.Should().BeEmpty();
    }

    [Test]
    public void Only_a_dependency_in_the_wrong_direction_is_detected()
    {
        MayUse("Http/ServerResponse.cs", "Calls/Call.cs").Should().BeFalse();
        MayUse("Features/Tools/ToolLoop.cs", "Features/Conversations/ChatConversation.cs").Should().BeFalse();
        MayUse("Calls/Call.cs", "Http/ServerResponse.cs").Should().BeTrue();
    }

    [TestCase("Use(); // OneLine", "Use(); ")]
    [TestCase("var x = \"OneLine\";", "var x = ;")]
    [TestCase("var x = \"\"\"OneLine\"\"\";", "var x = ;")]
    [TestCase("var x = $\"OneLine {{OneLine}} {First(a)} and {Second(b):n0}\";", "var x = First(a)Second(b):n0;")]
    public void Only_code_is_searched_for_types(string source, string code) => CodeIn(source).Should().Be(code);

    [Test]
    public void Every_folder_belongs_to_a_layer() =>
        Paths.Where(path => path.Contains('/')).Select(path => path.Split('/')[0]).Distinct(StringComparer.Ordinal)
            .Should().BeSubsetOf(_layers.SelectMany(layer => layer));

    /// <summary>Gets the files that declare each type in the library. A partial type can have several.</summary>
    private static Dictionary<string, List<string>> DeclaringFiles { get; } = _files.Value
        .SelectMany(file => file.Declared.Select(name => (name, file.Path)))
        .GroupBy(entry => entry.name, entry => entry.Path, StringComparer.Ordinal)
        .ToDictionary(group => group.Key, group => group.ToList(), StringComparer.Ordinal);

    private static bool MayUse(string user, string used)
    {
        var (from, to) = (LayerOf(user), LayerOf(used));
        return from == to && user.StartsWith("Features/", StringComparison.Ordinal)
            ? FeatureOf(user) == FeatureOf(used) || _allowedFeatureDependencies[FeatureOf(user)].Contains(FeatureOf(used))
            : from >= to;
    }

    private static string CodeIn(string source) => CommentsAndStrings().Replace(source, match => string.Concat(match.Groups["code"].Captures));

    private static string FeatureOf(string path) => path.Split('/')[1];

    private static int LayerOf(string path)
    {
        var folder = path.Contains('/') ? path.Split('/')[0] : "ChatClient";
        return Array.FindIndex(_layers, layer => layer.Contains(folder));
    }

    private static IEnumerable<SourceFile> Sources([CallerFilePath] string here = "")
    {
        var root = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../../src/ChatSdk"));
        var types = typeof(ChatClient).Assembly.GetTypes().Where(type => !type.IsNested).Select(type => type.Name.Split('`')[0]).ToHashSet(StringComparer.Ordinal);
        foreach (var file in Directory.EnumerateFiles(root, "*.cs", SearchOption.AllDirectories))
        {
            var code = CodeIn(File.ReadAllText(file));
            yield return new(
                Path.GetRelativePath(root, file).Replace('\\', '/'),
                [.. Declarations().Matches(code).Select(match => match.Groups["name"].Value).Where(types.Contains)],
                [.. TypeNames().Matches(code).Select(match => match.Value).Where(types.Contains).Except(NestedTypes().Matches(code).Select(match => match.Groups["name"].Value), StringComparer.Ordinal)]);
        }
    }

    // A type name in a comment or a string is not a use of the type, but one in the code within an interpolated string is.
    [GeneratedRegex(@"//[^\n]*|\x22{3}[\s\S]*?\x22{3}|\$\x22(?:\\.|\{\{|\{(?<code>[^{}\x22\n]+)|[^\x22\\\n])*\x22|\x22(?:\\.|[^\x22\\\n])*\x22", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex CommentsAndStrings();

    [GeneratedRegex("""^(?:public|internal)[^\n;=({]*?\b(?:class|record struct|record|struct|interface|enum|delegate [^\n(]*?)\s+(?<name>\w+)""", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Declarations();

    [GeneratedRegex(@"private[^\n;=({]*?\b(?:class|record|struct)\s+(?<name>\w+)", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex NestedTypes();

    // Matches type names. It skips a member after a dot, such as Server in Kind.Server, and a name that is followed by a colon, an assignment, an arrow
    // or an accessor, or by a comma at the end of a line, as in an enum.
    [GeneratedRegex("""(?<![.\w])[A-Z]\w*(?=[\s<>?(),.;\[\]{}])(?!\s*(?:=>|=[^>=]|:|\{ get|,\n))""", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex TypeNames();

    private sealed record SourceFile(string Path, HashSet<string> Declared, HashSet<string> TypeNames);
}
