using System.Text.Json.Nodes;

namespace ChatSdk.Sbom;

/// <summary>The packages in a lock file, by target framework.</summary>
internal sealed class LockFile
{
    private readonly Dictionary<string, Dictionary<string, JsonObject>> _targets;

    private LockFile(JsonNode json) => _targets = json["dependencies"]!.AsObject().ToDictionary(
        target => target.Key,
        target => target.Value!.AsObject().ToDictionary(entry => entry.Key, entry => entry.Value!.AsObject(), StringComparer.OrdinalIgnoreCase),
        StringComparer.Ordinal);

    public static LockFile Read(string file) => new(JsonNode.Parse(File.ReadAllText(file))!);

    /// <summary>Returns the version of a package; <see langword="null"/> for a project in this repository.</summary>
    public string? Version(string target, string id) => _targets[target][id]["resolved"]?.GetValue<string>();

    /// <summary>Returns the dependencies of a package, except those that the lock file does not list because they are part of the target framework.</summary>
    public IEnumerable<string> Needs(string target, string id) =>
        (_targets[target][id]["dependencies"]?.AsObject() ?? []).Select(need => need.Key).Where(_targets[target].ContainsKey);
}
