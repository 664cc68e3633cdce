using System.Text.Json;

namespace ChatSdk.Tests.Wire;

/// <summary>A captured response from a server, with the expected result.</summary>
internal sealed record WireFixture(string Name, string Operation, int Status, IReadOnlyDictionary<string, string> Headers, byte[] Body, JsonElement Expected)
{
    private static readonly string _folder = Path.Combine(AppContext.BaseDirectory, "fixtures", "wire");

    public bool IsStream => Operation.EndsWith("_stream", StringComparison.Ordinal);

    public bool IsError => Status >= 400;

    public static IEnumerable<WireFixture> All() =>
        Directory.GetDirectories(_folder).Order(StringComparer.Ordinal).Select(folder => Load(Path.GetFileName(folder)));

    public static WireFixture Load(string name)
    {
        var folder = Path.Combine(_folder, name);
        using var json = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "expect.json")));
        var root = json.RootElement;
        return new WireFixture(
            name,
            root.GetProperty("operation").GetString()!,
            root.GetProperty("http_status").GetInt32(),
            root.GetProperty("headers").EnumerateObject().ToDictionary(header => header.Name, header => header.Value.GetString()!, StringComparer.OrdinalIgnoreCase),
            File.ReadAllBytes(Path.Combine(folder, root.GetProperty("body_file").GetString()!)),
            root.GetProperty("expect").Clone());
    }

    public override string ToString() => Name;
}
