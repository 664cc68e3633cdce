using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace ChatSdk.Tests.Schemas;

/// <summary>Tests that the cost of a check is limited: a check takes linear time even for recursive types with several branches, can be canceled, and rejects values that are too large.</summary>
[TestFixture]
public sealed class SchemaCheckCostTests
{
    private const string _schema = """
        {"type":"object","properties":{"root":{"$ref":"#/$defs/node"}},"required":["root"],"$defs":{"node":{"anyOf":[
        {"type":"object","properties":{"left":{"$ref":"#/$defs/node"},"right":{"$ref":"#/$defs/node"},"kind":{"const":"add"}},"required":["kind","left","right"]},
        {"type":"object","properties":{"left":{"$ref":"#/$defs/node"},"right":{"$ref":"#/$defs/node"},"kind":{"const":"sub"}},"required":["kind","left","right"]},
        {"type":"object","properties":{"left":{"$ref":"#/$defs/node"},"right":{"$ref":"#/$defs/node"},"kind":{"type":"string"}},"required":["kind","left","right"]},
        {"type":"object","properties":{"value":{"type":"number"},"kind":{"const":"num"}},"required":["kind","value"]}]}}}
        """;

    [TestCase("\"mul\"", null)]
    [TestCase("5", "$.root")]
    public void Deeply_nested_value_is_checked_in_linear_time(string kind, string? finding)
    {
        var check = new SchemaCheck(JsonElement.Parse(_schema));
        var value = JsonElement.Parse($"{{\"root\":{Tree(40, kind)}}}");
        var watch = Stopwatch.StartNew();

        var actual = check.Find(value);

        (actual?[..6]).Should().Be(finding);
        watch.Elapsed.Should().BeLessThan(TimeSpan.FromSeconds(10), "a check that takes exponential time would practically never end");
    }

    [Test]
    public void Check_observes_its_cancellation_token()
    {
        var many = JsonElement.Parse("""{"items":{"type":"string"}}""");

        var act = () => new SchemaCheck(many).Find(JsonElement.Parse($"[{string.Join(',', Enumerable.Repeat("\"a\"", 5000))}]"), new CancellationToken(canceled: true));

        act.Should().Throw<OperationCanceledException>();
    }

    [Test]
    public void Value_that_is_too_large_throws()
    {
        var many = new SchemaCheck(JsonElement.Parse("""{"items":{"type":"string"}}"""));
        var value = JsonElement.Parse($"[{string.Join(',', Enumerable.Repeat("\"\"", 2_100_000))}]");

        many.Invoking(check => check.Find(value)).Should().Throw<SchemaMismatchException>().WithMessage("*too large*");
    }

    private static string Tree(int depth, string kind)
    {
        var text = new StringBuilder();
        for (var level = 0; level < depth; level++)
        {
            text.Append("{\"left\":");
        }

        text.Append("""{"value":1,"kind":"num"}""");
        for (var level = 0; level < depth; level++)
        {
            text.Append(",\"right\":{\"value\":2,\"kind\":\"num\"},\"kind\":").Append(kind).Append('}');
        }

        return text.ToString();
    }
}
