namespace ChatSdk.Tests.Json;

/// <summary>Tests that NaN and infinity literals do not make the answer unreadable.</summary>
[TestFixture]
public sealed class NonFiniteNumberTests
{
    [TestCase("NaN")]
    [TestCase("Infinity")]
    [TestCase("-Infinity")]
    public void Non_finite_log_probability_is_read_as_null(string number)
    {
        var choice = WireReader.ReadWhole<ChatChoice>(System.Text.Encoding.UTF8.GetBytes($$$"""{"message":{"content":"NaN \" Infinity"},"logprobs":{"content":[{"token":"NaN","logprob":{{{number}}}}]}}"""));

        choice.Message!.Text.Should().Be("NaN \" Infinity");
        choice.LogProbs!.Content![0].Should().Be(new TokenLogProb { Token = "NaN" });
    }

    [TestCase("""{"choices":null,"x":NaN}""", true)]
    [TestCase("""{"x":NaN}""", false)]
    public void HasMember_reads_json_with_a_NaN_literal(string json, bool isThere) =>
        WireReader.HasMember(System.Text.Encoding.UTF8.GetBytes(json), "choices").Should().Be(isThere);

    [Test]
    public void Literal_other_than_NaN_or_infinity_is_invalid_JSON() =>
        ((Action)(() => WireReader.ReadWhole<ChatChoice>(System.Text.Encoding.UTF8.GetBytes("""{"index":None}""")))).Should().Throw<System.Text.Json.JsonException>();
}
