using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace ChatSdk.Tests.Package;

/// <summary>Tests that the CycloneDX SBOM of each package is complete, by comparing it with the lock file.</summary>
[NeedsPackages]
public sealed class SbomTests
{
    [TestCaseSource(typeof(BuiltPackage), nameof(BuiltPackage.Names))]
    public void Sbom_lists_exactly_the_shipped_packages_in_the_lock_file_with_permissive_licenses(string name)
    {
        var components = Sbom(name)["components"]!.AsArray();

        components.Select(component => component!["purl"]!.GetValue<string>()).Should().BeEquivalentTo(Shipped(name).Distinct(StringComparer.Ordinal));
        foreach (var component in components)
        {
            component!["purl"]!.GetValue<string>().Should().Be($"pkg:nuget/{component["name"]}@{component["version"]}");
            component["licenses"]![0]!["expression"]!.GetValue<string>().Should().BeOneOf("MIT", "BSD-2-Clause", "BSD-3-Clause");
        }
    }

    [TestCaseSource(typeof(BuiltPackage), nameof(BuiltPackage.Names))]
    public void Sbom_lists_the_dependencies_of_every_package(string name)
    {
        var sbom = Sbom(name);
        var dependencies = sbom["dependencies"]!.AsArray().ToDictionary(
            entry => entry!["ref"]!.GetValue<string>(),
            entry => entry!["dependsOn"]!.AsArray().Select(need => need!.GetValue<string>()).ToList(),
            StringComparer.Ordinal);

        sbom["bomFormat"]!.GetValue<string>().Should().Be("CycloneDX");
        sbom["specVersion"]!.GetValue<string>().Should().Be("1.6");
        dependencies.Keys.Should().BeEquivalentTo(
            sbom["components"]!.AsArray().Prepend(sbom["metadata"]!["component"]).Select(component => component!["bom-ref"]!.GetValue<string>()));
        dependencies.Keys.Except(dependencies.Values.SelectMany(list => list), StringComparer.Ordinal).Should().Equal([$"pkg:nuget/{name}@{Version}"], "only the package itself has no dependents");
    }

    private static string Version => Path.GetFileNameWithoutExtension(BuiltPackage.File("ChatSdk", "nupkg"))["ChatSdk.".Length..];

    private static JsonNode Sbom(string name) => JsonNode.Parse(File.ReadAllText(Path.Combine(BuiltPackage.Folder, $"{name}.{Version}.cdx.json")))!;

    /// <summary>Returns all packages in the lock file except analyzers and the packages that the .NET SDK adds automatically.</summary>
    private static IEnumerable<string> Shipped(string name)
    {
        var analyzers = XDocument.Load(Path.Combine(BuiltPackage.Root, "Directory.Packages.props")).Descendants("ItemGroup")
            .Single(group => group.Attribute("Label")?.Value == "Analyzers").Elements().Select(version => version.Attribute("Include")!.Value)
            .Append("Microsoft.NET.ILLink.Tasks").ToList();

        var targets = JsonNode.Parse(File.ReadAllText(Path.Combine(BuiltPackage.Root, "src", name, "packages.lock.json")))!["dependencies"]!.AsObject();
        foreach (var (id, entry) in targets.SelectMany(target => target.Value!.AsObject()).Where(entry => !analyzers.Contains(entry.Key)))
        {
            yield return entry!["resolved"] is { } version
                ? $"pkg:nuget/{id}@{version}"
                : $"pkg:nuget/{BuiltPackage.Names.Single(project => project.Equals(id, StringComparison.OrdinalIgnoreCase))}@{Version}";
        }
    }
}
