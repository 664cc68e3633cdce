using System.Text.Json;
using ChatSdk.Tests.Json;
using DescriptionAttribute = System.ComponentModel.DescriptionAttribute;

namespace ChatSdk.Tests.Tools;

/// <summary>Tests the schema, name and description that are generated for a delegate.</summary>
[TestFixture]
public sealed class FromDelegateSchemaTests
{
    private const string Place = """{"description":"A place on the map.","type":"object","properties":{"latitude":{"description":"North is positive.","type":"number"},"longitude":{"description":"East is positive.","type":"number"}},"required":["latitude","longitude"]}""";

    private readonly string _text = "text";

    private static IEnumerable<TestCaseData> Parameters =>
    [
        new((string a) => { }, """{"type":"string"}""", true),
        new(([Description("words")] string a) => { }, """{"description":"words","type":"string"}""", true),
        new((int a) => { }, """{"type":"integer"}""", true),
        new((double a) => { }, """{"type":"number"}""", true),
        new((bool a) => { }, """{"type":"boolean"}""", true),
        new((int a = 5) => { }, """{"type":"integer","default":5}""", false),
        new((decimal a = 1.5m) => { }, """{"type":"number","default":1.5}""", false),
        new((string a = "x") => { }, """{"type":"string","default":"x"}""", false),
        new((string a = null!) => { }, """{"type":["string","null"]}""", false),
        new((string? a) => { }, """{"type":["string","null"]}""", false),
        new((int? a) => { }, """{"type":["integer","null"]}""", false),
        new((DateTime a = default) => { }, """{"type":"string","format":"date-time"}""", false),
        new((Unit a) => { }, """{"type":"string","enum":["Celsius","Fahrenheit"]}""", true),
        new((Unit a = Unit.Fahrenheit) => { }, """{"type":"string","enum":["Celsius","Fahrenheit"],"default":"Fahrenheit"}""", false),
        new((Unit? a = Unit.Fahrenheit) => { }, """{"type":["string","null"],"enum":["Celsius","Fahrenheit",null],"default":"Fahrenheit"}""", false),
        new((Level a) => { }, """{"type":"integer"}""", true),
        new((Level a = Level.High) => { }, """{"type":"integer","default":1}""", false),
        new((string[] a) => { }, """{"type":"array","items":{"type":"string"}}""", true),
        new((List<string>? a) => { }, """{"type":["array","null"],"items":{"type":"string"}}""", false),
        new((Dictionary<string, int> a) => { }, """{"type":"object","additionalProperties":{"type":"integer"}}""", true),
        new((Guid a) => { }, """{"type":"string","format":"uuid"}""", true),
        new((Uri a) => { }, """{"type":"string","format":"uri"}""", true),
        new((DateOnly a) => { }, """{"type":"string","format":"date"}""", true),
        new((JsonElement a) => { }, "{}", true),
        new((Place a) => { }, Place, true),
        new(([Description("The destination.")] Place a) => { }, Place.Replace("A place on the map.", "The destination.", StringComparison.Ordinal), true),
    ];

    [TestCaseSource(nameof(Parameters))]
    public void Schema_of_a_parameter_is_derived_from_its_type_default_value_and_description(Delegate function, string schema, bool isRequired) => JsonAssert.AreEqual(
        $$"""{"type":"object","properties":{"a":{{schema}}},"required":[{{(isRequired ? "\"a\"" : "")}}],"additionalProperties":false}""",
        SchemaOf(function));

    [Test]
    public void Schema_of_a_record_has_its_members_and_descriptions()
    {
        var nullable = Place.Replace("\"type\":\"object\"", "\"type\":[\"object\",\"null\"]", StringComparison.Ordinal);

        var schema = SchemaOf((Trip trip) => { }).GetProperty("properties").GetProperty("trip");

        JsonAssert.AreEqual(
            $$$"""
            {"type":"object","properties":{
            "from":{{{Place}}},"to":{{{Place}}},"via":{{{nullable}}},
            "stops":{"type":"array","items":{"type":"string"}},"prices":{"type":"object","additionalProperties":{"type":"integer"}},
            "seats":{"type":["integer","null"]},"unit":{"type":"string","enum":["Celsius","Fahrenheit"],"default":"Fahrenheit"}},
            "required":["from","to","via","stops","prices","seats"]}
            """,
            schema);
    }

    [Test]
    public void Recursive_parameter_type_becomes_a_reference()
    {
        var schema = SchemaOf((Branch branch, Link link, Link? other) => { });

        JsonAssert.AreEqual(
            """
            {"type":"object","properties":{"branch":{"$ref":"#/$defs/root"},
            "link":{"type":"object","properties":{"value":{"type":"string"},"next":{"$ref":"#/$defs/next"}},"required":["value","next"]},
            "other":{"type":["object","null"],"properties":{"value":{"type":"string"},"next":{"$ref":"#/$defs/next2"}},"required":["value","next"]}},
            "required":["branch","link"],"additionalProperties":false,"$defs":{
            "root":{"description":"Part of a tree.","type":"object","properties":{"name":{"type":"string"},"children":{"type":"array","items":{"$ref":"#/$defs/root"}}},"required":["name","children"]},
            "next":{"type":["object","null"],"properties":{"value":{"type":"string"},"next":{"$ref":"#/$defs/next"}},"required":["value","next"]},
            "next2":{"type":["object","null"],"properties":{"value":{"type":"string"},"next":{"$ref":"#/$defs/next2"}},"required":["value","next"]}}}
            """,
            schema);
    }

    [Test]
    public void Nullable_recursive_parameter_type_becomes_a_reference_or_null() => JsonAssert.AreEqual(
        """{"description":"words","anyOf":[{"$ref":"#/$defs/root"},{"type":"null"}]}""",
        SchemaOf(([Description("words")] Branch? branch) => { }).GetProperty("properties").GetProperty("branch"));

    [Test]
    public void Dates_times_guids_and_uris_have_a_format_and_time_spans_a_pattern()
    {
        var members = SchemaOf((Times times) => { }).GetProperty("properties").GetProperty("times").GetProperty("properties");

        members.EnumerateObject().Select(member => member.Value.TryGetProperty("format", out var format) ? format.GetString() : null)
            .Should().Equal("date-time", "date-time", "date", "time", null, "uuid", "uri");
        members.GetProperty("for").GetProperty("pattern").GetString().Should().NotBeNullOrEmpty();
    }

    [Test]
    public void Parameters_that_the_model_does_not_supply_are_not_in_the_schema() =>
        JsonAssert.AreEqual("""{"type":"object","properties":{},"required":[],"additionalProperties":false}""", SchemaOf((CancellationToken token, ChatToolCall call) => { }));

    [Test]
    public void Async_is_removed_from_the_default_name_only_if_the_method_returns_a_task()
    {
        static Task<string> FindCityAsync() => Task.FromResult("");
        static string NotAsync() => "";

        ChatTool.FromDelegate(FindCityAsync).Name.Should().Be("FindCity");
        ChatTool.FromDelegate(NotAsync).Name.Should().Be("NotAsync");
        ChatTool.FromDelegate(StaticMethod).Name.Should().Be("StaticMethod");
        ChatTool.FromDelegate(InstanceMethodAsync).Name.Should().Be("InstanceMethod");
        ChatTool.FromDelegate("text".Repeat).Name.Should().Be("Repeat");
        ChatTool.FromDelegate(FindCityAsync, name: "specified").Name.Should().Be("specified");
    }

    [Test]
    public void Description_is_read_from_the_method_unless_specified()
    {
        ChatTool.FromDelegate(StaticMethod).Function!.Description.Should().Be("A method.");
        ChatTool.FromDelegate([Description("A lambda.")] () => { }, name: "f").Function!.Description.Should().Be("A lambda.");
        ChatTool.FromDelegate(StaticMethod, description: "Specified.").Function!.Description.Should().Be("Specified.");
        ChatTool.FromDelegate(InstanceMethodAsync).Function!.Description.Should().BeNull();
    }

    [Description("A method.")]
    private static string StaticMethod() => "";

    private ValueTask<string> InstanceMethodAsync() => ValueTask.FromResult(_text);

    private static JsonElement SchemaOf(Delegate function) => ChatTool.FromDelegate(function, ToolContext.Default, "tool").Function!.Parameters!.Value;
}
