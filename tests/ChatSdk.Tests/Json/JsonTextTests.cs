using System.Text;
using System.Text.Json;

namespace ChatSdk.Tests.Json;

/// <summary>Tests how the bytes of a JSON string are decoded.</summary>
[TestFixture]
public sealed class JsonTextTests
{
    [TestCase(@"\""", "\"")]
    [TestCase(@"\\", "\\")]
    [TestCase(@"\/", "/")]
    [TestCase(@"\b", "\b")]
    [TestCase(@"\f", "\f")]
    [TestCase(@"\n", "\n")]
    [TestCase(@"\r", "\r")]
    [TestCase(@"\t", "\t")]
    [TestCase(@"\u0041", "A")]
    [TestCase(@"\u00e9\u00E9", "éé")]
    [TestCase(@"\u65e5\u672c", "日本")]
    [TestCase(@"\ud83d\ude00", "😀")]
    [TestCase(@"\uD83D\uDE00\uD83D\uDE00", "😀😀")]
    [TestCase(@"\u2028\u0085", "\u2028\u0085")]
    [TestCase(@"\\n", @"\n")]
    [TestCase(@"\\\n", "\\\n")]
    [TestCase(@"\u0041\u0042c\n", "ABc\n")]
    [TestCase("é日😀", "é日😀")]
    [TestCase(@"é\n日\t😀", "é\n日\t😀")]
    [TestCase("", "")]
    public void Text_with_or_without_escape_sequences_is_decoded(string written, string text)
    {
        Decode(written).Should().Be(text);
        Decode($"before {written} after").Should().Be($"before {text} after");
        JsonText.Of(JsonElement.Parse($"\"{written}\"")).Should().Be(text);
        JsonSerializer.Deserialize<string>($"\"{written}\"").Should().Be(text, "System.Text.Json must return the same text");
    }

    [Test]
    public void Null_character_is_decoded() => Decode(@"a\u0000b").Should().Be("a\0b");

    [TestCase("""{"a":"\ud7ff\ud800\udc00\udbff\udfff\ue000"}""", null)]
    [TestCase("""{"a":"\uDBFF\uDFFF"}""", null)]
    [TestCase("""{"a":"\\ud83d"}""", null)]
    [TestCase("""{"a":"\ud83d"}""", """{"a":"\ufffd"}""")]
    [TestCase("""{"a":"\udc00"}""", """{"a":"\ufffd"}""")]
    [TestCase("""{"a":"\uDFFF"}""", """{"a":"\ufffd"}""")]
    [TestCase("""{"a":"\udbff\udbff\udc00"}""", """{"a":"\ufffd\udbff\udc00"}""")]
    [TestCase("""{"a":"\ud83dx\ude00"}""", """{"a":"\ufffdx\ufffd"}""")]
    [TestCase("""{"a":"\n\ud83d\"\\"}""", """{"a":"\n\ufffd\"\\"}""")]
    public void Repair_replaces_only_unpaired_surrogates(string json, string? expected) =>
        Encoding.UTF8.GetString(JsonText.Repair(Encoding.UTF8.GetBytes(json))).Should().Be(expected ?? json);

    [TestCase(@"\ud83d", 0xD83D)]
    [TestCase(@"\ude00", 0xDE00)]
    [TestCase(@"\ud83da", 0xD83D, 0x61)]
    [TestCase(@"\ud83d\n", 0xD83D, 0x0A)]
    [TestCase(@"\ud83d\u0041", 0xD83D, 0x41)]
    [TestCase(@"\ude00\ud83d", 0xDE00, 0xD83D)]
    [TestCase(@"\ud83d\ud83d\ude00", 0xD83D, 0xD83D, 0xDE00)]
    public void Decode_preserves_unpaired_surrogates(string written, params int[] units) =>
        Decode(written).Select(unit => (int)unit).Should().Equal(units);

    [TestCase(255)]
    [TestCase(256)]
    [TestCase(257)]
    [TestCase(1000)]
    [TestCase(100_000)]
    public void Long_text_is_decoded_completely(int length)
    {
        var plain = new string('x', length);

        Decode(plain).Should().Be(plain);
        Decode(plain + @"\n").Should().Be(plain + "\n");
        Decode(@"\n" + plain).Should().Be("\n" + plain);
    }

    [TestCase(@"\n", "\n", 6)]
    [TestCase(@"\u00e9", "é", 6)]
    [TestCase(@"\ud83d\ude00", "😀", 12)]
    [TestCase("日", "日", 3)]
    public void Text_about_as_long_as_the_buffer_is_decoded_completely(string written, string text, int bytes)
    {
        for (var padding = 256 - (2 * bytes); padding <= 256 + bytes; padding++)
        {
            var before = new string('x', padding);

            Decode($@"{before}{written}\t{written}").Should().Be($"{before}{text}\t{text}");
        }
    }

    [TestCase(new byte[] { 0xFF })]
    [TestCase(new byte[] { 0xC3 })]
    [TestCase(new byte[] { 0xE6, 0x97 })]
    [TestCase(new byte[] { 0xF0, 0x9F, 0x98 })]
    public void Invalid_bytes_become_the_replacement_character(byte[] bytes)
    {
        byte[] plain = [(byte)'a', .. bytes, (byte)'b'];

        JsonText.Decode(plain, escaped: false).Should().Be("a\ufffdb");
        JsonText.Decode([.. plain, .. "\\n"u8], escaped: true).Should().Be("a\ufffdb\n");
    }

    [Test]
    public void Surrogate_pair_split_between_chunks_is_joined()
    {
        var answer = new ChatCompletionAccumulator();

        answer.Add(WireJson.Read<ChatCompletionChunk>("""{"choices":[{"delta":{"content":"Hi \ud83d","reasoning":"\ud83d"}}]}"""));
        answer.Add(WireJson.Read<ChatCompletionChunk>("""{"choices":[{"delta":{"content":"\ude00!","reasoning":"\ude00"}}]}"""));

        answer.ToCompletion().Text.Should().Be("Hi 😀!");
        answer.ToCompletion().Reasoning.Should().Be("😀");
    }

    [Test]
    public void Surrogate_pair_split_between_argument_fragments_is_joined()
    {
        var answer = new ChatCompletionAccumulator();

        answer.Add(WireJson.Read<ChatCompletionChunk>("""{"choices":[{"delta":{"tool_calls":[{"index":0,"id":"c","function":{"name":"f","arguments":"{\"a\":\"\ud83d"}}]}}]}"""));
        answer.Add(WireJson.Read<ChatCompletionChunk>("""{"choices":[{"delta":{"tool_calls":[{"index":0,"function":{"arguments":"\ude00\"}"}}]}}]}"""));

        answer.ToCompletion().ToolCalls[0].Function!.Arguments.Should().Be("""{"a":"😀"}""");
    }

    private static string Decode(string written) =>
        JsonText.Decode(Encoding.UTF8.GetBytes(written), written.Contains('\\', StringComparison.Ordinal));
}
