using System.IO.Compression;
using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace ChatSdk.Sbom;

/// <summary>The metadata in the .nuspec file of a package.</summary>
internal sealed class Nuspec
{
    private readonly XElement _metadata;
    private readonly List<(string Target, string[] Needs)> _contained;

    private Nuspec(Stream xml, List<(string Target, string[] Needs)> contained)
    {
        _metadata = XDocument.Load(xml).Root!.Elements().Single(element => element.Name.LocalName == "metadata");
        _contained = contained;
    }

    public string Id => Text("id")!;

    public string Version => Text("version")!;

    public string Description => Text("description")!;

    /// <summary>Gets the SPDX expression of the license.</summary>
    public string License => _metadata.Elements().FirstOrDefault(element => element.Name.LocalName == "license" && element.Attribute("type")?.Value == "expression")?.Value
        ?? throw new InvalidDataException($"{Id} {Version} has no license expression.");

    /// <summary>Gets the IDs of the package's dependencies, by target framework. The .nuspec file of a tool package lists none, so its <c>.deps.json</c> files are read.</summary>
    public IEnumerable<(string Target, string[] Needs)> Groups => _contained.Count > 0 ? _contained :
        _metadata.Elements().Where(element => element.Name.LocalName == "dependencies").Elements()
            .Select(group => (group.Attribute("targetFramework")!.Value, group.Elements().Select(need => need.Attribute("id")!.Value).ToArray()));

    public static Nuspec OfPackage(string file)
    {
        using var archive = ZipFile.OpenRead(file);
        using var xml = archive.Entries.Single(entry => entry.FullName.EndsWith(".nuspec", StringComparison.Ordinal)).Open();
        return new Nuspec(xml, [.. archive.Entries.Where(entry => entry.FullName.EndsWith(".deps.json", StringComparison.Ordinal)).Select(ContainedIn)]);
    }

    /// <summary>Reads the metadata of a package from the folder of new packages or, if the package is not there, from the NuGet cache.</summary>
    public static Nuspec Find(string id, string version, string packages)
    {
        if (Path.Combine(packages, $"{id}.{version}.nupkg") is var file && File.Exists(file))
        {
            return OfPackage(file);
        }

        var cache = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        var name = id.ToLowerInvariant();
        using var xml = File.OpenRead(Path.Combine(cache, name, version.ToLowerInvariant(), $"{name}.nuspec"));
        return new Nuspec(xml, []);
    }

    // The path of the file is tools/<target>/any/<id>.deps.json. The file has a single target, whose first library is the tool itself.
    private static (string Target, string[] Needs) ContainedIn(ZipArchiveEntry file)
    {
        using var json = file.Open();
        var libraries = JsonNode.Parse(json)!["targets"]!.AsObject().Single().Value!.AsObject();
        return (file.FullName.Split('/')[1], [.. libraries.First().Value!["dependencies"]!.AsObject().Select(need => need.Key)]);
    }

    private string? Text(string name) => _metadata.Elements().FirstOrDefault(element => element.Name.LocalName == name)?.Value;
}
