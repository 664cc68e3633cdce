using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ChatSdk.Tests.DependencyInjection;

/// <summary>Tests that the JSON schema for the configuration has every option, with its type, default and description. If the environment variable APPROVE_DOCS is 1, <see cref="Schema_has_every_option"/> first writes the schema.</summary>
[TestFixture]
public sealed partial class ConfigurationSchemaTableTests
{
    private static readonly string _file = Path.GetFullPath(Path.Combine(HereFolder(), "..", "..", "..", "src", "ChatSdk", "ConfigurationSchema.json"));

    private static readonly Lazy<Dictionary<string, XElement>> _docs = new(() =>
        XDocument.Load(Path.ChangeExtension(typeof(ChatClient).Assembly.Location, ".xml")).Descendants("member").ToDictionary(member => member.Attribute("name")!.Value, StringComparer.Ordinal));

    private static readonly Type[] _excludedTypes = [typeof(TimeProvider), typeof(ILoggerFactory), typeof(System.Threading.RateLimiting.RateLimiter), typeof(System.Threading.RateLimiting.PartitionedRateLimiter<string>), typeof(ChatSpending)];

    [Test]
    public void Schema_has_every_option() => SchemaValue.ShouldBeIn(_file, Schema());

    [Test]
    public void Options_bound_to_the_defaults_in_the_schema_equal_the_default_options()
    {
        var options = JsonNode.Parse(File.ReadAllText(_file))!["definitions"]!["ChatClientOptions"]!["properties"]!.AsObject();
        var settings = options.Where(option => option.Value!["default"] is not null)
            .Select(option => KeyValuePair.Create($"Chat:{option.Key}", (string?)option.Value!["default"]!.ToString())).Append(new("Chat:BaseAddress", "http://localhost"));
        using var provider = new ServiceCollection().AddChatClient(new ConfigurationBuilder().AddInMemoryCollection(settings).Build().GetSection("Chat")).Services.BuildServiceProvider();

        var client = provider.GetRequiredService<ChatClient>();

        client.Options.Should().BeEquivalentTo(new ChatClientOptions { BaseAddress = "http://localhost" }, equivalency => equivalency.Excluding(option => option.LoggerFactory));
    }

    [TestCase("00:01:30", true)]
    [TestCase("1.00:00:00", true)]
    [TestCase("00:00:00.25", true)]
    [TestCase("Infinite", true)]
    [TestCase("30", false)]
    [TestCase("10s", false)]
    public void Schema_pattern_for_a_time_accepts_the_same_values_as_the_configuration(string text, bool isTime)
    {
        var pattern = JsonNode.Parse(File.ReadAllText(_file))!["definitions"]!["ChatClientOptions"]!["properties"]!["AttemptTimeout"]!["pattern"]!.GetValue<string>();

        Regex.IsMatch(text, pattern, RegexOptions.None, TimeSpan.FromSeconds(1)).Should().Be(isTime);
        Binds(text).Should().Be(isTime);
    }

    private static bool Binds(string time)
    {
        try
        {
            ChatClientOptionsBinder.Time(time);
            return true;
        }
        catch (FormatException)
        {
            return false;
        }
    }

    private static JsonObject Schema() => new()
    {
        ["definitions"] = new JsonObject
        {
            ["ChatClientOptions"] = Section(typeof(ChatClientOptions), new ChatClientOptions()),
            ["ChatRateLimitOptions"] = Section(typeof(ChatRateLimitOptions), new ChatRateLimitOptions()),
            ["ChatBudget"] = Section(typeof(ChatBudget), new ChatBudget()),
            ["ChatModelPrice"] = Section(typeof(ChatModelPrice), new ChatModelPrice()),
        },
        ["type"] = "object",
        ["properties"] = new JsonObject
        {
            ["Chat"] = SchemaValue.Form(typeof(ChatClientOptions)),
            ["Fallback"] = Section(typeof(ChatFallbackOptions), new ChatFallbackOptions()),
        },
    };

    private static JsonObject Section(Type type, object defaults)
    {
        // Services and callbacks can be set only in code, and ChatSpending is a result.
        var members = type.GetProperties().Where(member => !member.PropertyType.IsSubclassOf(typeof(Delegate)) && !_excludedTypes.Contains(member.PropertyType));
        var properties = members.Select(member =>
        {
            var property = SchemaValue.Form(member.PropertyType);
            property["description"] = Description(type, member.Name);
            if (SchemaValue.Default(member.GetValue(defaults)) is { } value)
            {
                property["default"] = value;
            }

            return KeyValuePair.Create<string, JsonNode?>(member.Name, property);
        });
        return new() { ["type"] = "object", ["properties"] = new JsonObject(properties), ["additionalProperties"] = false };
    }

    private static string Description(Type type, string member)
    {
        var summary = _docs.Value[$"P:{type.FullName}.{member}"].Element("summary")!;
        foreach (var reference in summary.Elements().ToList())
        {
            reference.ReplaceWith(reference.Attribute("langword")?.Value ?? reference.Attribute("cref")?.Value.Split('.')[^1].Split('`')[0] ?? reference.Value);
        }

        var text = Start().Replace(Space().Replace(summary.Value, " ").Trim(), "");
        return char.ToUpperInvariant(text[0]) + text[1..];
    }

    [GeneratedRegex(@"\s+", RegexOptions.None, 1000)]
    private static partial Regex Space();

    [GeneratedRegex("^Gets (or sets )?", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Start();

    private static string HereFolder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
