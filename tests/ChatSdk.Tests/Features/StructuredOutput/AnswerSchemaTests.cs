using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace ChatSdk.Tests.TypedAnswers;

/// <summary>Tests the JSON schema that is generated for a type.</summary>
[TestFixture]
public sealed class AnswerSchemaTests
{
    private static readonly StructuredOutputOptions _notStrict = new() { Strict = false };

    private static IEnumerable<TestCaseData> Types =>
    [
        Case(SampleContext.Default.Weather),
        Case(WebContext.Default.Weather),
        Case(WebContext.Default.Patient),
        Case(SampleContext.Default.Person),
        Case(SampleContext.Default.Point),
        Case(SampleContext.Default.Node),
        Case(SampleContext.Default.Forest),
        Case(SampleContext.Default.Pet),
        Case(SampleContext.Default.Zoo),
        Case(SampleContext.Default.Meeting),
        Case(SampleContext.Default.PageWeather),
        Case(SampleContext.Default.ListWeather),
        Case(SampleContext.Default.ListPet),
        Case(SampleContext.Default.Direction),
        Case(SampleContext.Default.Int32),
        Case(SampleContext.Default.NullableInt32),
        Case(SampleContext.Default.String),
    ];

    [TestCaseSource(nameof(Types))]
    public void Schema_follows_the_rules_of_strict_mode(JsonTypeInfo type)
    {
        var schema = AnswerSchema.Of(type, isStrict: true);

        schema.GetProperty("type").GetString().Should().Be("object");
        StrictSchemaRules.Check(schema, schema);
    }

    [Test]
    public void Schema_contains_all_members_and_descriptions()
    {
        var schema = SchemaOf(SampleContext.Default.Weather);

        schema.Should().Be("""
            {"description":"The weather of a place.","type":"object","properties":{
            "City":{"type":"string"},"Degrees":{"type":"integer"},"Days":{"type":"array","items":{"type":"string"}},
            "Wind":{"type":["object","null"],"properties":{"Speed":{"type":"number"},
            "Direction":{"description":"The direction the wind comes from.","type":"string","enum":["South","North","NorthEast"]}},
            "required":["Speed","Direction"],"additionalProperties":false}},
            "required":["City","Degrees","Days","Wind"],"additionalProperties":false}
            """.ReplaceLineEndings(""));
    }

    [Test]
    public void Schema_follows_the_options_of_the_serializer_context() =>
        SchemaOf(WebContext.Default.Patient).Should().Be("""
            {"type":"object","properties":{"name":{"type":"string"},"mood":{"type":"string","enum":["Calm","VeryGlad"]},
            "seen":{"type":["string","null"],"format":"date"}},"required":["name","mood","seen"],"additionalProperties":false}
            """.ReplaceLineEndings(""));

    [Test]
    public void Schema_of_a_recursive_type_references_its_root() =>
        SchemaOf(SampleContext.Default.Node).Should().Be("""
            {"type":"object","properties":{"Name":{"type":"string"},"Children":{"type":"array","items":{"$ref":"#"}}},
            "required":["Name","Children"],"additionalProperties":false}
            """.ReplaceLineEndings(""));

    [Test]
    public void Schema_of_a_list_is_wrapped_in_an_object() =>
        SchemaOf(SampleContext.Default.ListPet).Should().StartWith("""{"type":"object","properties":{"value":{"type":"array",""");

    [Test]
    public void Schema_of_a_polymorphic_type_contains_all_members_of_each_derived_type()
    {
        var pets = JsonElement.Parse(SchemaOf(SampleContext.Default.Zoo)).GetProperty("properties").GetProperty("Pets").GetProperty("items");

        pets.GetProperty("anyOf").EnumerateArray().Select(branch => branch.GetProperty("required").GetRawText())
            .Should().Equal("""["kind","Lives","Name"]""", """["kind","Barks","Name"]""");
    }

    [TestCaseSource(nameof(Inexpressible))]
    public void Type_that_a_strict_schema_cannot_express_requires_Strict_to_be_false(Func<StructuredOutputOptions?, ResponseFormat> format, string member)
    {
        var act = () => format(null);

        act.Should().Throw<ArgumentException>().WithMessage($"*{member}*");
        format(_notStrict).JsonSchema!.Strict.Should().BeFalse();
        format(_notStrict).JsonSchema!.Schema!.Value.GetProperty("type").GetString().Should().Be("object");
    }

    [TestCaseSource(nameof(Named))]
    public void Schema_name_is_derived_from_the_type(Func<StructuredOutputOptions?, ResponseFormat> format, string name) =>
        format(null).JsonSchema!.Name.Should().Be(name);

    [TestCase("")]
    [TestCase("with space")]
    [TestCase("Ünder")]
    [TestCase("12345678901234567890123456789012345678901234567890123456789012345")]
    public void Invalid_schema_name_throws(string name)
    {
        var act = () => ResponseFormat.ForType(SampleContext.Default.Weather, new StructuredOutputOptions { Name = name });

        act.Should().Throw<ArgumentException>();
    }

    private static IEnumerable<TestCaseData> Inexpressible =>
    [
        new TestCaseData(Format(SampleContext.Default.Prices), "Prices.ByName is a dictionary"),
        new TestCaseData(Format(SampleContext.Default.Anything), "Anything.Data is a value of any type"),
        new TestCaseData(Format(SampleContext.Default.Everything), "Everything.Notes is a dictionary"),
        new TestCaseData(Format(SampleContext.Default.DictionaryStringInt32), "Dictionary_String_Int32 is a dictionary"),
    ];

    private static IEnumerable<TestCaseData> Named =>
    [
        new TestCaseData(Format(SampleContext.Default.Weather), "Weather"),
        new TestCaseData(Format(SampleContext.Default.ListWeather), "List_Weather"),
        new TestCaseData(Format(SampleContext.Default.PageWeather), "Page_Weather"),
        new TestCaseData(Format(SampleContext.Default.NullableInt32), "Nullable_Int32"),
    ];

    private static TestCaseData Case(JsonTypeInfo type) => new TestCaseData(type).SetArgDisplayNames($"{SchemaName.Of(type.Type)} of {type.OriginatingResolver!.GetType().Name}");

    private static Func<StructuredOutputOptions?, ResponseFormat> Format<T>(JsonTypeInfo<T> type) => options => ResponseFormat.ForType(type, options);

    private static string SchemaOf(JsonTypeInfo type) => AnswerSchema.Of(type, isStrict: true).GetRawText();
}
