using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using ChatSdk.Tests.DependencyInjection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace ChatSdk.Extensions.Resilience.Tests;

/// <summary>
/// Tests that the JSON schema of the configuration has every key in the section <c>Resilience</c>, with its type and default. With
/// APPROVE_DOCS=1, the test writes the schema.
/// </summary>
[TestFixture]
public sealed class ConfigurationSchemaTableTests
{
    private static readonly string _file = Path.GetFullPath(Path.Combine(HereFolder(), "..", "..", "src", "ChatSdk.Extensions.Resilience", "ConfigurationSchema.json"));

    [Test]
    public void Schema_has_every_key_with_its_type_and_default() => SchemaValue.ShouldBeIn(_file, Schema(Read([])));

    [Test]
    public void Every_default_in_the_schema_can_be_bound()
    {
        var defaults = ChatResilienceOptionsBinder.Keys.Select(key => KeyValuePair.Create($"Resilience:{key}", (string?)Leaf(key)["default"]!.ToString()));

        var options = Read(defaults);

        SchemaValue.ShouldBeIn(_file, Schema(options));
    }

    private static ChatResilienceOptions Read(IEnumerable<KeyValuePair<string, string?>> settings)
    {
        var services = new ServiceCollection();
        services.AddChatClient("http://localhost").AddChatResilience(new ConfigurationBuilder().AddInMemoryCollection(settings).Build().GetSection("Resilience"));
        using var provider = services.BuildServiceProvider();
        return provider.GetRequiredService<IOptionsMonitor<ChatResilienceOptions>>().Get("");
    }

    private static JsonNode Leaf(string key) => key.Split(':').Aggregate(
        JsonNode.Parse(File.ReadAllText(_file))!["properties"]!["Resilience"]!,
        (section, name) => section["properties"]![name]!);

    private static JsonObject Schema(ChatResilienceOptions options)
    {
        // Hedging is null by default. It is created here so that the defaults of its options can be read.
        options.Hedging ??= new();
        var root = Section();
        foreach (var key in ChatResilienceOptionsBinder.Keys)
        {
            Add(root, key.Split(':'), options);
        }

        return new() { ["type"] = "object", ["properties"] = new JsonObject { ["Resilience"] = root } };
    }

    private static void Add(JsonObject section, ReadOnlySpan<string> names, object options)
    {
        var member = options.GetType().GetProperty(names[0])!;
        var properties = section["properties"]!.AsObject();
        if (names.Length > 1)
        {
            Add((properties[names[0]] ??= Section()).AsObject(), names[1..], member.GetValue(options)!);
            return;
        }

        var value = SchemaValue.Form(member.PropertyType);
        value["default"] = SchemaValue.Default(member.GetValue(options));
        properties[names[0]] = value;
    }

    private static JsonObject Section() => new() { ["type"] = "object", ["properties"] = new JsonObject(), ["additionalProperties"] = false };

    private static string HereFolder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
