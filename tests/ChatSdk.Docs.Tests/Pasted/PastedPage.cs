using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ChatSdk.Docs.Tests.Pasted;

/// <summary>The C# blocks of a page, pasted into a new console project in the order of the page.</summary>
/// <remarks>A block whose first line is a comment with a file name is a file of its own. All other blocks together form <c>Program.cs</c>.</remarks>
internal sealed class PastedPage
{
    // The using directives that a new console project has.
    private const string _implicitUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    private static readonly CSharpParseOptions _parse = new(LanguageVersion.Latest);

    private readonly List<(string File, string Code)> _files;

    private PastedPage(IEnumerable<string> blocks) => _files =
    [
        .. blocks.Select(block => (File: FileOf(block), Code: block)).GroupBy(block => block.File, StringComparer.Ordinal)
            .Select(file => (file.Key, WithUsingsFirst(file.Select(block => block.Code)))),
    ];

    public IReadOnlyList<string> Files => [.. _files.Select(file => file.File)];

    public static PastedPage Of(string page) => new(Repository.CodeBlocks(page));

    public static PastedPage FirstBlockOf(string page) => new(Repository.CodeBlocks(page).Take(1));

    /// <summary>Compiles the files into a program, and returns the errors and warnings.</summary>
    public IReadOnlyList<string> Compile(Stream program)
    {
        var trees = _files.Append((File: "Usings.cs", Code: _implicitUsings)).Select(file => CSharpSyntaxTree.ParseText(file.Code, _parse, file.File));
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path));
        var options = new CSharpCompilationOptions(OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable);
        var driver = CSharpGeneratorDriver.Create(JsonGenerators(), parseOptions: _parse);

        driver.RunGeneratorsAndUpdateCompilation(CSharpCompilation.Create("Pasted", trees, references, options), out var compilation, out _);

        return [.. compilation.Emit(program).Diagnostics.Where(found => found.Severity >= DiagnosticSeverity.Warning).Select(found => found.ToString())];
    }

    private static string FileOf(string block) =>
        block.Split('\n')[0] is { } line && line.StartsWith("// ", StringComparison.Ordinal) && line.EndsWith(".cs", StringComparison.Ordinal) ? line[3..] : "Program.cs";

    /// <summary>Joins the blocks into one file, with the using directives first and without duplicates of them.</summary>
    private static string WithUsingsFirst(IEnumerable<string> blocks)
    {
        var lines = blocks.SelectMany(block => block.Split('\n')).ToList();
        return string.Join('\n', lines.Where(IsUsing).Distinct(StringComparer.Ordinal).Concat(lines.Where(line => !IsUsing(line))));
    }

    private static bool IsUsing(string line) =>
        line.StartsWith("using ", StringComparison.Ordinal) && line.EndsWith(';') && !line.Contains('=', StringComparison.Ordinal);

    private static ImmutableArray<ISourceGenerator> JsonGenerators()
    {
        // The generator is in <dotnet>/packs, and the runtime is in <dotnet>/shared/<name>/<version>.
        var packs = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "..", "..", "..", "packs", "Microsoft.NETCore.App.Ref"));
        var generator = Directory.GetFiles(packs, "System.Text.Json.SourceGeneration.dll", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Last();
        return new AnalyzerFileReference(generator, Loader.Instance).GetGenerators(LanguageNames.CSharp);
    }

    private sealed class Loader : IAnalyzerAssemblyLoader
    {
        public static Loader Instance { get; } = new();

        public void AddDependencyLocation(string fullPath)
        {
            // The generator needs only the compiler, which is already loaded.
        }

        public Assembly LoadFromPath(string fullPath) => Assembly.LoadFrom(fullPath);
    }
}
