using System.Text.Json;

namespace ChatSdk.Tests.Schemas;

/// <summary>Tests how a value is compared with its schema. Unsupported keywords are ignored.</summary>
[TestFixture]
public sealed class SchemaCheckTests
{
    private const string Tree = """{"$ref":"#/$defs/tree","$defs":{"tree":{"type":"object","properties":{"next":{"$ref":"#/$defs/tree"},"size":{"type":"integer"}}}}}""";

    [TestCase("""{"type":"string"}""", "1", "$ must be of type string, but is the number 1.")]
    [TestCase("""{"type":["integer","null"]}""", "1.5", "$ must be of type integer or null, but is the number 1.5.")]
    [TestCase("""{"type":"boolean"}""", "\"true\"", "$ must be of type boolean, but is a string.")]
    [TestCase("""{"type":"object"}""", "[]", "$ must be of type object, but is an array.")]
    [TestCase("""{"type":"array"}""", "{}", "$ must be of type array, but is an object.")]
    [TestCase("""{"type":"number"}""", "true", "$ must be of type number, but is a boolean.")]
    [TestCase("""{"enum":["a","b"]}""", "\"c\"", """$ must be one of ["a","b"].""")]
    [TestCase("""{"const":5}""", "6", "$ must be 5.")]
    [TestCase("""{"required":["a"]}""", "{}", "$.a is missing.")]
    [TestCase("""{"properties":{"a":{"type":"string"}},"required":["a"]}""", """{"a":null}""", "$.a must be of type string, but is null.")]
    [TestCase("""{"properties":{"a":{}},"additionalProperties":false}""", """{"b":1}""", "$.b is not allowed.")]
    [TestCase("""{"additionalProperties":{"type":"integer"}}""", """{"b":"1"}""", "$.b must be of type integer, but is a string.")]
    [TestCase("""{"items":{"items":{"type":"integer"}}}""", """[[1],[2,"3"]]""", "$[1][1] must be of type integer, but is a string.")]
    [TestCase("""{"prefixItems":[{}],"items":{"type":"string"}}""", """[1,2]""", "$[1] must be of type string, but is the number 2.")]
    // If no alternative matches, the mismatch with the first one is reported.
    [TestCase("""{"anyOf":[{"type":"string"},{"type":"null"}]}""", "1", "$ must be of type string, but is the number 1.")]
    [TestCase("""{"oneOf":[{"const":"a"},{"const":"b"}]}""", "\"c\"", "$ must be \"a\".")]
    [TestCase(Tree, """{"next":{"next":{"size":"big"}}}""", "$.next.next.size must be of type integer, but is a string.")]
    public void Mismatch_is_reported_with_its_path(string schema, string value, string finding) => Find(schema, value).Should().Be(finding);

    [TestCase("""{"type":["integer","null"]}""", "null")]
    [TestCase("""{"type":"integer"}""", "5.0")]
    [TestCase("""{"type":"number"}""", "1e300")]
    [TestCase("""{"enum":[1,"a",null]}""", "null")]
    [TestCase("""{"anyOf":[{"type":"string"},{"type":"null"}]}""", "null")]
    [TestCase("""{"type":"string","nullable":true}""", "null")]
    [TestCase("""{"patternProperties":{"^x":{"type":"integer"}},"additionalProperties":false}""", """{"xa":1}""")]
    [TestCase("""{"prefixItems":[{"type":"string"},{"type":"integer"}],"items":false}""", """["a",1]""")]
    [TestCase(Tree, """{"next":{"next":{"size":5}},"other":1}""")]
    [TestCase("""{"$ref":"#"}""", "1")]
    [TestCase("""{"$ref":"https://example.org/schema"}""", "1")]
    [TestCase("""{"$ref":"#/nowhere"}""", "1")]
    [TestCase("""{"$ref":7,"type":5,"required":"a","properties":[],"enum":{},"anyOf":{}}""", "{}")]
    [TestCase("""{"minLength":5}""", "\"a\"")]
    [TestCase("true", "1")]
    [TestCase("{}", "[{}]")]
    public void Valid_value_is_accepted_and_keywords_that_are_unsupported_or_invalid_are_ignored(string schema, string value) => Find(schema, value).Should().BeNull();

    private static string? Find(string schema, string value) => new SchemaCheck(JsonElement.Parse(schema)).Find(JsonElement.Parse(value));
}
