namespace ChatSdk.Tests.Json;

/// <summary>Tests numbers and Boolean values in unusual notations, such as 3.0 or "3" for an integer, and times with a fraction.</summary>
[TestFixture]
public sealed class NumberToleranceTests
{
    [TestCase("3", 3)]
    [TestCase("3.0", 3)]
    [TestCase("3e2", 300)]
    [TestCase("\"3\"", 3)]
    [TestCase("\"3.0\"", 3)]
    [TestCase("-1", -1)]
    [TestCase("1700000000.75", 1700000000)]
    [TestCase("7228414683750928000", 7228414683750928000)]
    [TestCase("\"7228414683750928000\"", 7228414683750928000)]
    [TestCase("9223372036854775807", long.MaxValue)]
    [TestCase("null", null)]
    [TestCase("\"\"", null)]
    public void Integer_is_read_in_any_notation_and_an_empty_string_is_null(string json, long? number)
    {
        var completion = WireJson.Read<ChatCompletion>($$"""{"created":{{json}},"usage":{"total_tokens":{{json}} } }""");

        completion.Created.Should().Be(number);
        (completion.Usage?.TotalTokens).Should().Be(number);
        completion.ExtraFields.Should().BeEmpty();
    }

    [TestCase("3", 3)]
    [TestCase("3.0", 3)]
    [TestCase("\"3\"", 3)]
    [TestCase("2147483647", int.MaxValue)]
    [TestCase("null", null)]
    [TestCase("\"\"", null)]
    public void Int32_is_read_in_any_notation_and_an_empty_string_is_null(string json, int? number)
    {
        var choice = WireJson.Read<ChatChoice>($$"""{"index":{{json}}}""");

        choice.Index.Should().Be(number);
        choice.ExtraFields.Should().BeEmpty();
    }

    [TestCase("-0.25", -0.25)]
    [TestCase("-9999", -9999.0)]
    [TestCase("\"-0.25\"", -0.25)]
    [TestCase("1e-3", 0.001)]
    [TestCase("null", null)]
    public void Number_is_read_in_any_notation(string json, double? number) =>
        WireJson.Read<TokenLogProb>($$"""{"logprob":{{json}}}""").LogProb.Should().Be(number);

    [TestCase("true", true)]
    [TestCase("\"true\"", true)]
    [TestCase("\"false\"", false)]
    [TestCase("null", null)]
    public void Boolean_is_read_in_any_notation(string json, bool? isOn) =>
        WireJson.Read<ChatFunction>($$"""{"strict":{{json}}}""").Strict.Should().Be(isOn);

    [TestCase("\"2023-11-14T22:13:20Z\"")]
    [TestCase("1e30")]
    [TestCase("18446744073709551615")]
    [TestCase("\"NaN\"")]
    [TestCase("\"3 \"")]
    [TestCase("true")]
    [TestCase("[3]")]
    [TestCase("{\"seconds\":3}")]
    public void Value_that_cannot_be_read_as_a_64_bit_integer_is_preserved_as_received(string value)
    {
        var json = $$"""{"created":{{value}},"choices":[]}""";

        var completion = WireJson.Read<ChatCompletion>(json);

        completion.Created.Should().BeNull();
        JsonAssert.AreEqual(value, completion.ExtraFields["created"]);
        JsonAssert.AreEqual(json, WireJson.Write(completion));
    }

    [TestCase("2147483648")]
    [TestCase("-3000000000")]
    public void Number_that_does_not_fit_in_an_Int32_property_is_preserved_as_received(string json)
    {
        var choice = WireJson.Read<ChatChoice>($$"""{"index":{{json}}}""");

        choice.Index.Should().BeNull();
        choice.ExtraFields["index"].GetRawText().Should().Be(json);
    }

    [Test]
    public void Seed_beyond_the_precision_of_a_double_is_preserved_exactly()
    {
        var json = """{"model":"m","messages":[],"seed":7228414683750928000,"choice_seed":7228414683750928000}""";

        var request = WireJson.Read<ChatCompletionRequest>(json);

        request.Seed.Should().Be(7228414683750928000);
        WireJson.Write(request).GetRawText().Should().Be(json);
    }

    [Test]
    public void Seed_in_a_choice_is_preserved_exactly()
    {
        var choice = WireJson.Read<ChatChoice>("""{"seed":7228414683750928000}""");

        choice.ExtraFields["seed"].GetInt64().Should().Be(7228414683750928000);
    }
}
