using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace ChatSdk.Tests.Json;

/// <summary>Tests that every property of every record can be written and read. A test fails if a new property is missing from the reader or the writer.</summary>
[TestFixture]
public sealed class WireTableTests
{
    private static IEnumerable<Type> Records => typeof(WireRecord).Assembly.GetTypes()
        .Where(type => type.IsSealed && type.IsAssignableTo(typeof(WireRecord)));

    private static IEnumerable<TestCaseData> RecordProperties => Table(Records.Where(type => !type.IsAssignableTo(typeof(ContentPart))));

    private static IEnumerable<TestCaseData> PartProperties => Table(Records.Where(type => type.IsAssignableTo(typeof(ContentPart))))
        .Where(row => ((PropertyInfo)row.Arguments[1]!).Name is not (nameof(ContentPart.Type) or nameof(ContentPart.CacheControl)) || (Type)row.Arguments[0]! == typeof(UnknownPart));

    [Test]
    public void Every_record_has_a_converter() => Records
        .Where(type => type.GetCustomAttribute<JsonConverterAttribute>(inherit: false) is null)
        .Should().BeEmpty();

    [Test]
    public void Every_public_property_names_its_json_field_or_is_ignored()
    {
        var nameless = Records
            .SelectMany(type => type.GetProperties())
            .Where(property => property.Name != nameof(WireRecord.ExtraFields) && !property.GetMethod!.IsStatic)
            .Where(property => property.GetCustomAttribute<JsonPropertyNameAttribute>() is null && property.GetCustomAttribute<JsonIgnoreAttribute>() is null);

        nameless.Should().BeEmpty();
    }

    [TestCaseSource(nameof(RecordProperties))]
    public void Only_the_property_that_is_set_and_fields_that_are_never_absent_are_written(Type type, PropertyInfo property)
    {
        var (record, expected) = Sample(type, property);

        var json = JsonSerializer.SerializeToElement(record, type);

        JsonAssert.AreEqual(expected, json);
    }

    [TestCaseSource(nameof(RecordProperties))]
    public void Property_is_read_from_its_json_field(Type type, PropertyInfo property)
    {
        var (_, expected) = Sample(type, property);

        var read = (WireRecord)expected.Deserialize(type)!;

        property.GetValue(read).Should().NotBeNull();
        read.ExtraFields.Should().BeEmpty();
        JsonAssert.AreEqual(expected, JsonSerializer.SerializeToElement(read, type));
    }

    [TestCaseSource(nameof(RecordProperties))]
    public void Deserialized_record_equals_the_serialized_one(Type type, PropertyInfo property)
    {
        var (record, json) = Sample(type, property);

        var read = json.Deserialize(type)!;

        read.Equals(record).Should().BeTrue("records are compared by value");
        read.GetHashCode().Should().Be(record.GetHashCode());
    }

    [TestCaseSource(nameof(PartProperties))]
    public void Property_of_a_part_can_be_written_and_read(Type type, PropertyInfo property)
    {
        var (part, json) = Sample(type, property);
        var message = new ChatMessage { Content = [(ContentPart)part] };
        var expected = JsonElement.Parse($$"""{"content":[{{json}}]}""");

        var read = expected.Deserialize<ChatMessage>()!;

        JsonAssert.AreEqual(expected, JsonSerializer.SerializeToElement(message));
        JsonAssert.AreEqual(expected, JsonSerializer.SerializeToElement(read));
        read.Content!.Parts![0].Should().BeOfType(type);
        read.Equals(message).Should().BeTrue("records are compared by value");
        read.GetHashCode().Should().Be(message.GetHashCode());
    }

    private static IEnumerable<TestCaseData> Table(IEnumerable<Type> types) =>
        from type in types
        from property in SampleValues.WireProperties(type)
        select new TestCaseData(type, property).SetArgDisplayNames(type.Name, property.Name);

    /// <summary>Creates a record in which only the given property is set, and the expected JSON: the JSON of an empty record with the field for this property added.</summary>
    private static (WireRecord Record, JsonElement Json) Sample(Type type, PropertyInfo property)
    {
        var record = (WireRecord)Activator.CreateInstance(type)!;
        var json = BlankOf(record);
        var (value, written) = SampleValues.Of(property.PropertyType);
        property.SetValue(record, value);
        json[SampleValues.WireName(property)] = written;
        return (record, JsonSerializer.SerializeToElement(json));
    }

    // A few records have fields that are never absent, such as a list of choices or the type of a part.
    private static JsonObject BlankOf(WireRecord blank) => blank switch
    {
        ChatCompletionRequest => new() { ["messages"] = new JsonArray() },
        TextCompletionRequest => new() { ["prompt"] = new JsonArray() },
        EmbeddingResponse => new() { ["data"] = new JsonArray() },
        ChatCompletion or ChatCompletionChunk or TextCompletion => new() { ["choices"] = new JsonArray() },
        ContentPart { Type: { } kind } => new() { ["type"] = kind },
        _ => [],
    };
}
