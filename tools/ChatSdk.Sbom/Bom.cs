using System.Text.Json;
using System.Text.Json.Nodes;

namespace ChatSdk.Sbom;

/// <summary>Creates the software bill of materials for a package. The result is reproducible, because it contains no timestamp and no random number.</summary>
internal static class Bom
{
    private static readonly JsonSerializerOptions _indented = new() { WriteIndented = true };

    public static string Of(Nuspec package, LockFile lockFile, Func<string, string, string> license)
    {
        var parts = new SortedDictionary<string, Part>(StringComparer.Ordinal);
        var root = new Part(package.Id, package.Version);
        foreach (var (target, needs) in package.Groups)
        {
            Collect(root, target, needs);
        }

        var main = Component(root, package.License);
        main["description"] = package.Description;
        return new JsonObject
        {
            ["bomFormat"] = "CycloneDX",
            ["specVersion"] = "1.6",
            ["version"] = 1,
            ["metadata"] = new JsonObject { ["component"] = main },
            ["components"] = new JsonArray([.. parts.Values.Select(part => Component(part, license(part.Id, part.Version)))]),
            ["dependencies"] = new JsonArray([.. parts.Values.Prepend(root).Select(Dependencies)]),
        }.ToJsonString(_indented);

        void Collect(Part parent, string target, IEnumerable<string> needs)
        {
            foreach (var id in needs)
            {
                // Only projects in this repository have no version in the lock file. All of them are released with the same version.
                var found = new Part(id, lockFile.Version(target, id) ?? package.Version);
                parts.TryAdd(found.Purl, found);
                parent.Needs.Add(found.Purl);
                Collect(parts[found.Purl], target, lockFile.Needs(target, id));
            }
        }
    }

    private static JsonObject Component(Part part, string license) => new()
    {
        ["type"] = "library",
        ["bom-ref"] = part.Purl,
        ["name"] = part.Id,
        ["version"] = part.Version,
        ["licenses"] = new JsonArray(new JsonObject { ["expression"] = license }),
        ["purl"] = part.Purl,
    };

    private static JsonObject Dependencies(Part part) => new()
    {
        ["ref"] = part.Purl,
        ["dependsOn"] = new JsonArray([.. part.Needs.Select(need => JsonValue.Create(need))]),
    };

    private sealed record Part(string Id, string Version)
    {
        public string Purl => $"pkg:nuget/{Id}@{Version}";

        public SortedSet<string> Needs { get; } = new(StringComparer.Ordinal);
    }
}
