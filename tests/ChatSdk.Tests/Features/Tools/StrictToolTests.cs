using System.Text.Json;
using ChatSdk.Tests.Json;
using DescriptionAttribute = System.ComponentModel.DescriptionAttribute;

namespace ChatSdk.Tests.Tools;

/// <summary>Tests the strict schemas that are created for delegates. They use only the keywords that servers support in strict mode.</summary>
[TestFixture]
public sealed class StrictToolTests
{
    private static readonly string[] _keywords = ["type", "properties", "required", "additionalProperties", "items", "enum", "const", "anyOf", "$ref", "$defs", "description", "format", "pattern"];

    private static IEnumerable<Delegate> Functions =>
    [
        () => { },
        (string a, int b = 5, Unit c = Unit.Celsius, Unit? d = null, Level e = Level.High, DateTime f = default) => { },
        ([Description("words")] Branch a, Link b, [Description("words")] Branch? c) => { },
        (Times a, char b, List<string> c) => { },
        (Shape a, Shape? b) => { },
    ];

    [TestCaseSource(nameof(Functions))]
    public void Strict_schema_follows_the_rules_of_strict_mode(Delegate function)
    {
        var schema = SchemaOf(function);

        schema.GetProperty("type").GetString().Should().Be("object");
        schema.TryGetProperty("anyOf", out _).Should().BeFalse();
        Check(schema, schema);
    }

    [Test]
    public void Parameter_with_a_default_is_required_and_nullable() => JsonAssert.AreEqual(
        """{"type":"object","properties":{"a":{"type":["integer","null"]},"b":{"type":["string","null"],"enum":["Celsius","Fahrenheit",null]},"c":{"type":["string","null"]}},"required":["a","b","c"],"additionalProperties":false}""",
        SchemaOf((int a = 5, Unit b = Unit.Fahrenheit, string c = "x") => { }));

    [Test]
    public async Task Null_means_the_default_unless_the_parameter_is_nullable()
    {
        var tool = ChatTool.FromDelegate((int a = 5, Unit b = Unit.Fahrenheit, int? c = 7) => $"{a} {b} {c}", ToolContext.Default, "tool", strict: true);

        var result = await tool.Function!.Handler!(new() { Function = new() { Arguments = """{"a":null,"b":null,"c":null}""" } }, default);

        result.Should().Be("5 Fahrenheit ");
    }

    [Test]
    public void Description_of_a_parameter_whose_schema_is_a_reference_is_preserved()
    {
        var branch = SchemaOf(([Description("words")] Branch branch) => { }).GetProperty("properties").GetProperty("branch");

        JsonAssert.AreEqual("""{"description":"words","anyOf":[{"$ref":"#/$defs/root"}]}""", branch);
    }

    [Test]
    public void Schema_of_a_polymorphic_type_contains_all_members_of_each_derived_type() => JsonAssert.AreEqual(
        """
        {"anyOf":[
        {"type":"object","properties":{"$type":{"type":"string","const":"circle"},"radius":{"type":"number"}},"required":["$type","radius"],"additionalProperties":false},
        {"type":"object","properties":{"$type":{"type":"string","const":"square"},"side":{"type":"number"}},"required":["$type","side"],"additionalProperties":false},
        {"type":"null"}]}
        """,
        SchemaOf((Shape? shape) => { }).GetProperty("properties").GetProperty("shape"));

    [Test]
    public void Exception_names_the_parameter_or_member_that_a_strict_schema_cannot_express()
    {
        ErrorOf((Trip trip) => { }).Should().Contain("trip.prices is a dictionary");
        ErrorOf((JsonElement any) => { }).Should().Contain("any is a value of any type");
    }

    [Test]
    public void Strict_has_the_specified_value_and_is_null_by_default()
    {
        ChatTool.FromDelegate(() => { }, name: "f").Function!.Strict.Should().BeNull();
        ChatTool.FromDelegate(() => { }, name: "f", strict: false).Function!.Strict.Should().BeFalse();
        ChatTool.FromDelegate(() => { }, name: "f", strict: true).Function!.Strict.Should().BeTrue();
    }

    private static void Check(JsonElement schema, JsonElement root)
    {
        schema.EnumerateObject().Select(member => member.Name).Should().BeSubsetOf(_keywords);
        if (schema.TryGetProperty("$ref", out var reference))
        {
            schema.EnumerateObject().Should().ContainSingle("a reference must have no other keywords");
            root.GetProperty("$defs").TryGetProperty(reference.GetString()!["#/$defs/".Length..], out _).Should().BeTrue();
            return;
        }

        (schema.TryGetProperty("type", out var type) || schema.TryGetProperty("anyOf", out _)).Should().BeTrue();
        if (schema.TryGetProperty("properties", out var members))
        {
            schema.GetProperty("additionalProperties").GetBoolean().Should().BeFalse();
            schema.GetProperty("required").EnumerateArray().Select(name => name.GetString()).Should().Equal(members.EnumerateObject().Select(member => member.Name));
        }

        (type.ValueKind == JsonValueKind.String && type.GetString() == "object" && members.ValueKind == JsonValueKind.Undefined).Should().BeFalse();
        foreach (var child in Children(schema))
        {
            Check(child, root);
        }
    }

    private static IEnumerable<JsonElement> Children(JsonElement schema) =>
        schema.EnumerateObject().SelectMany(member => member.Name switch
        {
            "properties" or "$defs" => member.Value.EnumerateObject().Select(child => child.Value),
            "anyOf" => member.Value.EnumerateArray(),
            "items" => [member.Value],
            _ => Enumerable.Empty<JsonElement>(),
        });

    private static string ErrorOf(Delegate function) =>
        FluentActions.Invoking(() => SchemaOf(function)).Should().Throw<ArgumentException>().Which.Message;

    private static JsonElement SchemaOf(Delegate function) =>
        ChatTool.FromDelegate(function, ToolContext.Default, "tool", strict: true).Function!.Parameters!.Value;
}
