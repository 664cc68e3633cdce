using System.Text.Json;
using ChatSdk.Tests.TypedAnswers;
using DescriptionAttribute = System.ComponentModel.DescriptionAttribute;

namespace ChatSdk.Extensions.AI.Tests.Requests;

/// <summary>Tests that schemas, from Microsoft's factories or written by hand, are converted to the strict form or rejected.</summary>
[TestFixture]
public sealed class StrictSchemaTests : AdapterTest
{
    private static readonly AdditionalPropertiesDictionary _strict = new() { ["strict"] = true };

    public enum Sky
    {
        Clear,
        Grey,
    }

    public sealed record Place(string Name, [property: Description("Of the place.")] int? Zip, Sky? Sky);

    public sealed record Node(string Name, Node? Next, IReadOnlyList<Node> Children);

    private static IEnumerable<Delegate> Functions =>
    [
        () => 1,
        (string city, int days = 3, Sky sky = Sky.Clear, Sky? other = null, string? unit = "C") => 1,
        (Place place, IReadOnlyList<Place> places, int[]? numbers) => 1,
        ([Description("The first.")] Node node, [Description("The second.")] Node? other) => 1,
        (DateTimeOffset from, DateOnly day, TimeSpan length, Guid id, Uri address, char letter, decimal price) => 1,
    ];

    private static IEnumerable<TestCaseData> Formats =>
    [
        new TestCaseData(ChatResponseFormat.ForJsonSchema<Place>()).SetArgDisplayNames("nested"),
        new TestCaseData(ChatResponseFormat.ForJsonSchema<Node>()).SetArgDisplayNames("recursive"),
        new TestCaseData(Format("""{"$ref":"#/definitions/P","definitions":{"P":{"type":"object","properties":{"next":{"$ref":"#/definitions/P"},"a":{"type":"string","minLength":1}}}}}""")).SetArgDisplayNames("reference at the root"),
        new TestCaseData(Format("""{"properties":{"a":{"oneOf":[{"type":"string"},{"type":"null"}]},"b":{"allOf":[{"$ref":"#/$defs/B"}],"description":"b"},"c":{"enum":["x",1,null]}},"$defs":{"B":{"type":"object","additionalProperties":true,"properties":{"x":{"const":true}}}}}""")).SetArgDisplayNames("combinations"),
        new TestCaseData(Format("""{"type":"object","properties":{"a":{"type":"string","contentEncoding":"base64","examples":["b"]},"b":{"items":{"type":"integer"},"uniqueItems":true}},"patternProperties":{},"if":{},"anyOf":[{"required":["a"]},{"required":["b"]}]}""")).SetArgDisplayNames("keywords"),
    ];

    [TestCaseSource(nameof(Functions))]
    public async Task Schema_of_a_function_has_the_strict_form(Delegate function)
    {
        var body = await SendAsync(new ChatOptions { Tools = [AIFunctionFactory.Create(function, "f")], AdditionalProperties = _strict });

        var sent = body.GetProperty("tools")[0].GetProperty("function");
        sent.GetProperty("strict").GetBoolean().Should().BeTrue();
        StrictSchemaRules.Check(sent.GetProperty("parameters"), sent.GetProperty("parameters"));
    }

    [TestCaseSource(nameof(Formats))]
    public async Task Schema_of_a_response_format_has_the_strict_form(ChatResponseFormat format)
    {
        var body = await SendAsync(new ChatOptions { ResponseFormat = format, AdditionalProperties = _strict });

        var schema = body.GetProperty("response_format").GetProperty("json_schema").GetProperty("schema");
        schema.GetProperty("type").GetString().Should().Be("object");
        StrictSchemaRules.Check(schema, schema);
    }

    [Test]
    public async Task Default_of_an_optional_parameter_is_added_to_its_description()
    {
        var function = AIFunctionFactory.Create((string city, [Description("How many.")] int days = 3, string? unit = null) => days, "f");

        var body = await SendAsync(new ChatOptions { Tools = [function], AdditionalProperties = _strict });

        var parameters = body.GetProperty("tools")[0].GetProperty("function").GetProperty("parameters");
        parameters.GetProperty("required").GetRawText().Should().Be("""["city","days","unit"]""");
        parameters.GetProperty("properties").GetProperty("days").GetProperty("description").GetString().Should().Be("How many. (Default value: 3)");
        parameters.GetProperty("properties").GetProperty("unit").GetProperty("type").GetRawText().Should().Be("""["string","null"]""");
    }

    [Test]
    public async Task Parameter_without_a_strict_form_is_named_in_an_exception_only_if_strict_is_set()
    {
        var dictionary = AIFunctionFactory.Create((Dictionary<string, int> prices) => 1, "buy");
        var anything = AIFunctionFactory.Create((JsonElement data) => 1, "store");

        (await ErrorOfAsync(new ChatOptions { Tools = [dictionary], AdditionalProperties = _strict })).Should().Contain("buy.prices is a dictionary");
        (await ErrorOfAsync(new ChatOptions { Tools = [anything], AdditionalProperties = _strict })).Should().Contain("store.data is a value of any type");
        (await SendAsync(new ChatOptions { Tools = [dictionary, anything] })).GetProperty("tools").GetArrayLength().Should().Be(2);
    }

    [TestCase("""{"type":"object","additionalProperties":{"type":"integer"}}""", "T is a dictionary")]
    [TestCase("""{"type":"object","properties":{"a":true}}""", "T.a is a value of any type")]
    [TestCase("""{"type":"object","properties":{"a":{"type":"array"}}}""", "T.a is a list of items of any type")]
    [TestCase("""{"type":"object","properties":{"a":{"allOf":[{"type":"string"},{"minLength":3}]}}}""", "T.a is a combination of several schemas")]
    [TestCase("""{"type":"object","properties":{"a":{"type":"string"}},"oneOf":[{"properties":{"b":{"type":"string"}}}]}""", "T is a combination of several schemas")]
    [TestCase("""{"type":"object","properties":{"a":{"$ref":"#/$defs/gone"}}}""", "'#/$defs/gone', which it does not contain")]
    [TestCase("""{"type":"object","properties":{"a":{"$ref":"https://host/a.json#/type"}}}""", "'https://host/a.json#/type', which it does not contain")]
    public async Task Exception_explains_why_a_response_format_has_no_strict_form(string schema, string reason) =>
        (await ErrorOfAsync(new ChatOptions { ResponseFormat = Format(schema), AdditionalProperties = _strict })).Should().Contain(reason);

    [Test]
    public async Task Schema_is_sent_unchanged_if_strict_is_not_set()
    {
        const string Schema = """{"type":"object","properties":{"a":{"$ref":"#/$defs/A"}},"$defs":{"A":{"type":"string","minLength":1}}}""";

        var body = await SendAsync(new ChatOptions { ResponseFormat = Format(Schema) });

        body.GetProperty("response_format").GetProperty("json_schema").GetProperty("schema").GetRawText().Should().Be(Schema);
    }

    private static ChatResponseFormatJson Format(string schema) => ChatResponseFormat.ForJsonSchema(JsonDocument.Parse(schema).RootElement.Clone(), "T");

    private async Task<string> ErrorOfAsync(ChatOptions options) =>
        (await FluentActions.Awaiting(() => SendAsync(options)).Should().ThrowAsync<ArgumentException>()).Which.Message;
}
