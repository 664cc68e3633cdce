using System.Text.Json;
using ChatSdk.Tests.Json;
using DescriptionAttribute = System.ComponentModel.DescriptionAttribute;

namespace ChatSdk.Tests.Tools;

/// <summary>The schema, name and description that a delegate gives.</summary>
[TestFixture]
public sealed class FromDelegateSchemaTests
{
    private const string Place = """{"description":"A place on the map.","type":"object","properties":{"latitude":{"description":"North is positive.","type":"number"},"longitude":{"description":"East is positive.","type":"number"}},"required":["latitude","longitude"]}""";

    private readonly string _own = "own";

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
        new(([Description("Where to.")] Place a) => { }, Place.Replace("A place on the map.", "Where to.", StringComparison.Ordinal), true),
    ];

    [TestCaseSource(nameof(Parameters))]
    public void Parameter_gives_its_schema(Delegate function, string schema, bool isRequired) => JsonAssert.AreEqual(
        $$"""{"type":"object","properties":{"a":{{schema}}},"required":[{{(isRequired ? "\"a\"" : "")}}],"additionalProperties":false}""",
        SchemaOf(function));

    [Test]
    public void Record_gives_its_members_with_their_words()
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
    public void Type_that_holds_itself_is_referred_to()
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
    public void Nullable_type_that_holds_itself_is_referred_to_or_null() => JsonAssert.AreEqual(
        """{"description":"words","anyOf":[{"$ref":"#/$defs/root"},{"type":"null"}]}""",
        SchemaOf(([Description("words")] Branch? branch) => { }).GetProperty("properties").GetProperty("branch"));

    [Test]
    public void Dates_and_the_like_have_their_formats()
    {
        var members = SchemaOf((Times times) => { }).GetProperty("properties").GetProperty("times").GetProperty("properties");

        members.EnumerateObject().Select(member => member.Value.TryGetProperty("format", out var format) ? format.GetString() : null)
            .Should().Equal("date-time", "date-time", "date", "time", null, "uuid", "uri");
        members.GetProperty("for").GetProperty("pattern").GetString().Should().NotBeNullOrEmpty();
    }

    [Test]
    public void What_the_model_cannot_fill_in_is_left_out() =>
        JsonAssert.AreEqual("""{"type":"object","properties":{},"required":[],"additionalProperties":false}""", SchemaOf((CancellationToken token, ChatToolCall call) => { }));

    [Test]
    public void Name_comes_from_the_method_without_Async()
    {
        static Task<string> FindCityAsync() => Task.FromResult("");
        static string NotAsync() => "";

        ChatTool.FromDelegate(FindCityAsync).Name.Should().Be("FindCity");
        ChatTool.FromDelegate(NotAsync).Name.Should().Be("NotAsync");
        ChatTool.FromDelegate(StaticMethod).Name.Should().Be("StaticMethod");
        ChatTool.FromDelegate(InstanceMethodAsync).Name.Should().Be("InstanceMethod");
        ChatTool.FromDelegate("text".Repeat).Name.Should().Be("Repeat");
        ChatTool.FromDelegate(FindCityAsync, name: "own").Name.Should().Be("own");
    }

    [Test]
    public void Description_comes_from_the_method_unless_it_is_given()
    {
        ChatTool.FromDelegate(StaticMethod).Function!.Description.Should().Be("Says so.");
        ChatTool.FromDelegate([Description("A lambda.")] () => { }, name: "f").Function!.Description.Should().Be("A lambda.");
        ChatTool.FromDelegate(StaticMethod, description: "Own.").Function!.Description.Should().Be("Own.");
        ChatTool.FromDelegate(InstanceMethodAsync).Function!.Description.Should().BeNull();
    }

    [Description("Says so.")]
    private static string StaticMethod() => "";

    private ValueTask<string> InstanceMethodAsync() => ValueTask.FromResult(_own);

    private static JsonElement SchemaOf(Delegate function) => ChatTool.FromDelegate(function, ToolContext.Default, "tool").Function!.Parameters!.Value;
}
