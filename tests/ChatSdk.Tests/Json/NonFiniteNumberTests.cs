namespace ChatSdk.Tests.Json;

/// <summary>Tests that NaN and infinity literals do not make the answer unreadable.</summary>
[TestFixture]
public sealed class NonFiniteNumberTests
{
    [TestCase("NaN")]
    [TestCase("Infinity")]
    [TestCase("-Infinity")]
    public void Log_probability_that_is_not_a_number_is_absent(string number)
    {
        var choice = WireReader.ReadWhole<ChatChoice>(System.Text.Encoding.UTF8.GetBytes($$$"""{"message":{"content":"NaN \" Infinity"},"logprobs":{"content":[{"token":"NaN","logprob":{{{number}}}}]}}"""));

        choice.Message!.Text.Should().Be("NaN \" Infinity");
        choice.LogProbs!.Content![0].Should().Be(new TokenLogProb { Token = "NaN" });
    }

    [TestCase("""{"choices":null,"x":NaN}""", true)]
    [TestCase("""{"x":NaN}""", false)]
    public void Member_next_to_a_NaN_literal_is_found(string json, bool isThere) =>
        WireReader.HasMember(System.Text.Encoding.UTF8.GetBytes(json), "choices").Should().Be(isThere);

    [Test]
    public void Other_literals_are_still_invalid_json() =>
        ((Action)(() => WireReader.ReadWhole<ChatChoice>(System.Text.Encoding.UTF8.GetBytes("""{"index":None}""")))).Should().Throw<System.Text.Json.JsonException>();
}
