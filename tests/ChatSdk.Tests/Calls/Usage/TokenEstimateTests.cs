using System.Globalization;
using System.Text;
using Microsoft.ML.Tokenizers;

namespace ChatSdk.Tests.Calls.Usage;

/// <summary>Compares the estimated number of tokens in a text with the number that a tokenizer counts.</summary>
[TestFixture]
public sealed class TokenEstimateTests
{
    private const int _seed = 17;

    private static readonly Lazy<Tokenizer> _tokenizer = new(() => TiktokenTokenizer.CreateForEncoding("o200k_base"));

    private static IEnumerable<TestCaseData> Texts()
    {
        var random = new Random(_seed);
        yield return Text("English", """
            All human beings are born free and equal in dignity and rights. They are endowed with reason and conscience and should act towards
            one another in a spirit of brotherhood. Everyone is entitled to all the rights and freedoms set forth in this Declaration, without
            distinction of any kind, such as race, colour, sex, language, religion, political or other opinion, national or social origin,
            property, birth or other status. Everyone has the right to life, liberty and security of person.
            """);
        yield return Text("German", "Alle Menschen sind frei und gleich an Würde und Rechten geboren. Sie sind mit Vernunft und Gewissen begabt und sollen einander im Geist der Brüderlichkeit begegnen.");
        yield return Text("French", "Tous les êtres humains naissent libres et égaux en dignité et en droits. Ils sont doués de raison et de conscience et doivent agir les uns envers les autres dans un esprit de fraternité.");
        yield return Text("Chinese", "人人生而自由,在尊严和权利上一律平等。他们赋有理性和良心,并应以兄弟关系的精神相对待。");
        yield return Text("Japanese", "すべての人間は、生まれながらにして自由であり、かつ、尊厳と権利とについて平等である。");
        yield return Text("code", string.Join('\n', Enumerable.Range(0, 20).Select(i => $"    public async Task<int> ReadValue{i}Async(string name, CancellationToken cancellationToken = default)\n    {{\n        return await _store.GetAsync(name + \"-{i}\", cancellationToken).ConfigureAwait(false);\n    }}\n")));
        yield return Text("indented JSON", string.Join('\n', Enumerable.Range(0, 50).Select(i => $"  {{\n    \"id\": {i},\n    \"name\": \"Item {i}\",\n    \"tags\": [ \"new\", \"large\" ]\n  }},")));
        yield return Text("compact JSON", string.Join(',', Enumerable.Range(0, 200).Select(i => string.Create(CultureInfo.InvariantCulture, $"{{\"id\":{i},\"name\":\"item {i}\",\"price\":{random.NextDouble() * 100:0.00},\"active\":true}}"))));
        yield return Text("Base64", Convert.ToBase64String(Bytes(10_000)));
        yield return Text("Base64 of text", Convert.ToBase64String(Encoding.UTF8.GetBytes(string.Join(' ', Enumerable.Range(0, 500).Select(i => $"The item {i} is large.")))));
        yield return Text("hexadecimal digits", Convert.ToHexString(Bytes(10_000)));
        yield return Text("GUIDs", string.Join('\n', Enumerable.Range(0, 200).Select(_ => new Guid(Bytes(16)))));
        yield return Text("decimal numbers", string.Join(',', Enumerable.Range(0, 1000).Select(_ => random.NextDouble().ToString("0.000000", CultureInfo.InvariantCulture))));
        yield return Text("integers", string.Join(' ', Enumerable.Range(0, 1000).Select(_ => random.Next())));
        yield return Text("log", string.Join('\n', Enumerable.Range(0, 200).Select(i => $"2026-11-27T07:12:{i % 60:00}.{random.Next(1000):000}Z [INF] Request {random.Next()} to 10.0.{i % 255}.7 finished in {random.Next(900)} ms")));

        byte[] Bytes(int count)
        {
            var bytes = new byte[count];
            random.NextBytes(bytes);
            return bytes;
        }

        static TestCaseData Text(string kind, string text) => new TestCaseData(text).SetArgDisplayNames(kind);
    }

    [TestCaseSource(nameof(Texts))]
    public void Estimate_is_at_most_3_percent_too_low_and_at_most_33_percent_too_high(string text)
    {
        double tokens = _tokenizer.Value.CountTokens(text);

        var ratio = TokenEstimate.Of(text) / tokens;

        ratio.Should().BeInRange(0.97, 1.33);
    }

    [TestCase("", 0)]
    [TestCase("a", 1)]
    [TestCase("Hello, world!", 4)]
    [TestCase("漢字", 2)]
    [TestCase(" ", 1)]
    public void Short_text_has_an_exact_estimate(string text, int tokens) => TokenEstimate.Of(text).Should().Be(tokens);

    [Test]
    public void Estimate_for_a_repeated_text_is_roughly_proportional_to_the_number_of_repetitions()
    {
        const int Count = 1000;
        var one = TokenEstimate.Of("The answer is 42. ");

        var many = TokenEstimate.Of(string.Concat(Enumerable.Repeat("The answer is 42. ", Count)));

        many.Should().BeInRange((one - 2) * Count, one * Count);
    }
}
