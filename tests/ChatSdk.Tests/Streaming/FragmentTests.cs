using ChatSdk.Tests.Json;

namespace ChatSdk.Tests.Streaming;

/// <summary>Tests how fields that are received in fragments are accumulated.</summary>
[TestFixture]
public sealed class FragmentTests
{
    [TestCase("""{"note":"Hello"}""", """{"note":"Hel"}""", """{"note":"lo"}""", """{"note":""}""")]
    [TestCase("""{"note":"Hello"}""", """{"note":"Hello"}""", """{"note":null}""")]
    [TestCase("""{"note":"Hello"}""", """{"note":null}""", """{"note":"Hello"}""")]
    [TestCase("""{"n":2}""", """{"n":1}""", """{"n":2}""")]
    [TestCase("""{"n":null}""", """{"n":1}""", """{"n":null}""")]
    [TestCase("""{"b":false}""", """{"b":true}""", """{"b":false}""")]
    [TestCase("""{"o":{"id":"i","text":"Hello","n":2,"more":{"x":"ab"}}}""", """{"o":{"id":"i","text":"Hel","n":1,"more":{"x":"a"}}}""", """{"o":{"id":"i","text":"lo","n":2,"more":{"x":"b"}}}""")]
    [TestCase("""{"l":[1,2,2]}""", """{"l":[1,2]}""", """{"l":[2]}""")]
    [TestCase("""{"l":[{"text":"a"},{"text":"b"}]}""", """{"l":[{"text":"a"}]}""", """{"l":[{"text":"b"}]}""")]
    [TestCase("""{"l":[{"index":0,"text":"ac"},{"index":1,"text":"b"}]}""", """{"l":[{"index":0,"text":"a"}]}""", """{"l":[{"index":1,"text":"b"}]}""", """{"l":[{"index":0,"text":"c"}]}""")]
    [TestCase("""{"a":"x","l":{"text":"y"}}""", """{"a":"x","l":[1]}""", """{"l":{"text":"y"}}""")]
    public void Unknown_field_is_accumulated(string expected, params string[] deltas) => JsonAssert.AreEqual(expected, Message(deltas));

    [TestCase("""{"type":"thinking","thinking":"Let","signature":""}""", """{"type":"thinking","thinking":" me","signature":""}""", """{"type":"thinking","thinking":"","signature":"S"}""")]
    [TestCase("""{"type":"thinking","thinking":"Let"}""", """{"type":"thinking","thinking":" me","signature":null}""", """{"type":"thinking","thinking":"","signature":"S"}""")]
    [TestCase("""{"type":"thinking","thinking":"Let"}""", """{"type":"thinking","thinking":" me"}""", """{"type":"thinking","signature":"S"}""")]
    [TestCase("""{"type":"thinking","thinking":"Let"}""", """{"type":"thinking","thinking":" me"}""", """{"type":"thinking","thinking":"Let me","signature":"S"}""")]
    [TestCase("""{"type":"thinking","thinking":"Let"}""", """{"type":"thinking","thinking":" me","signature":"S"}""", """{"type":"thinking","thinking":"Let me","signature":"S"}""")]
    [TestCase("""{"type":"thinking","thinking":"Let me","signature":"S"}""", """{"type":"thinking","thinking":"Let me","signature":"S"}""")]
    public void Fragments_of_a_signed_thinking_block_are_joined(params string[] blocks) =>
        JsonAssert.AreEqual("""{"thinking_blocks":[{"type":"thinking","thinking":"Let me","signature":"S"}]}""", Message(blocks.Select(block => $$"""{"thinking_blocks":[{{block}}]}""")));

    [Test]
    public void Thinking_block_after_a_signature_is_a_new_block() => JsonAssert.AreEqual(
        """{"thinking_blocks":[{"type":"thinking","thinking":"ab","signature":"S"},{"type":"redacted_thinking","data":"X"},{"type":"thinking","thinking":"cd","signature":"T"}]}""",
        Message(new[]
        {
            """{"type":"thinking","thinking":"a","signature":""}""",
            """{"type":"thinking","thinking":"b","signature":"S"}""",
            """{"type":"redacted_thinking","data":"X"}""",
            """{"type":"thinking","thinking":"c","signature":""}""",
            """{"type":"thinking","thinking":"d","signature":""}""",
            """{"type":"thinking","thinking":"","signature":"T"}""",
        }.Select(block => $$"""{"thinking_blocks":[{{block}}]}""")));

    [TestCase("""{"type":"reasoning.text","text":"Let","signature":"","index":0}""", """{"type":"reasoning.text","text":" me","index":0}""", """{"type":"reasoning.text","text":"","signature":"S","index":0}""")]
    [TestCase("""{"type":"reasoning.text","text":"Let","index":0}""", """{"type":"reasoning.text","text":" me","signature":null,"index":0}""", """{"type":"reasoning.text","signature":"S","index":0}""")]
    [TestCase("""{"type":"reasoning.text","text":"Let","index":0}""", """{"type":"reasoning.text","text":" me","index":0}""", """{"type":"reasoning.text","text":"Let me","signature":"S","index":0}""")]
    [TestCase("""{"type":"reasoning.text","text":"Let me","signature":"S","index":0}""", """{"type":"reasoning.text","text":"Let me","signature":"S","index":0}""")]
    public void Fragments_of_a_reasoning_detail_are_joined_until_its_signature(params string[] details) =>
        JsonAssert.AreEqual("""{"reasoning_details":[{"type":"reasoning.text","text":"Let me","signature":"S","index":0}]}""", Message(details.Select(detail => $$"""{"reasoning_details":[{{detail}}]}""")));

    [Test]
    public void Interleaved_reasoning_details_are_joined_by_index() => JsonAssert.AreEqual(
        """{"reasoning_details":[{"type":"reasoning.text","text":"ac","signature":"S","index":0},{"type":"reasoning.text","text":"bd","signature":"T","index":1}]}""",
        Message(
            """{"reasoning_details":[{"type":"reasoning.text","text":"a","index":0},{"type":"reasoning.text","text":"b","index":1}]}""",
            """{"reasoning_details":[{"type":"reasoning.text","text":"c","signature":"S","index":0}]}""",
            """{"reasoning_details":[{"type":"reasoning.text","text":"d","signature":"T","index":1}]}"""));

    [TestCase("reasoning_text")]
    [TestCase("thinking")]
    [TestCase("reasoning")]
    [TestCase("reasoning_content")]
    public void Reasoning_is_read_from_every_known_field(string name)
    {
        var message = Accumulated.Deltas($$"""{"{{name}}":"Let"}""", $$"""{"{{name}}":" me"}""", """{"content":"4"}""");

        message.Reasoning.Should().Be("Let me");
        WireJson.Read<ChatMessage>($$"""{"content":"4","{{name}}":"Let me"}""").Reasoning.Should().Be("Let me");
        WireJson.Read<ChatDelta>($$"""{"{{name}}":"Let"}""").Reasoning.Should().Be("Let");
    }

    [TestCase("content", "true", "is true.")]
    [TestCase("content", "false", "is false.")]
    [TestCase("content", "12", "is 12.")]
    [TestCase("reasoning", "true", "is true.")]
    [TestCase("reasoning_content", "false", "is false.")]
    public void Token_sent_as_a_JSON_boolean_or_number_is_read_as_text(string name, string token, string expected) => JsonAssert.AreEqual(
        $$"""{"{{name}}":"{{expected}}"}""", Message($$"""{"{{name}}":"is "}""", $$"""{"{{name}}":{{token}}}""", $$"""{"{{name}}":"."}"""));

    [Test]
    public void Token_sent_as_a_JSON_boolean_in_arguments_is_read_as_text() => Accumulated.Calls(
        """{"index":0,"id":"a","function":{"name":"f","arguments":"{\"warm\":"}}""",
        """{"index":0,"function":{"arguments":true}}""",
        """{"index":0,"function":{"arguments":"}"}}""")
        .Should().Equal(("a", "f", """{"warm":true}"""));

    [TestCase("tool_calls", """[{"id":"a","function":{"name":"f","arguments":"{}"}}]""", "\"x\"")]
    [TestCase("reasoning", "\"Let me\"", """{"text":"x"}""")]
    [TestCase("reasoning_details", """[{"type":"reasoning.text","text":"a"}]""", "[1]")]
    [TestCase("audio", """{"id":"a"}""", "\"x\"")]
    [TestCase("annotations", """[{"type":"url_citation"}]""", "\"x\"")]
    [TestCase("refusal", "\"No.\"", "{}")]
    [TestCase("role", "\"assistant\"", "[1]")]
    [TestCase("function_call", """{"name":"f","arguments":"{}"}""", "5")]
    public void Value_of_the_wrong_type_in_a_delta_does_not_replace_a_valid_one(string name, string value, string other)
    {
        JsonAssert.AreEqual($$"""{"{{name}}":{{value}}}""", Message($$"""{"{{name}}":{{value}}}""", $$"""{"{{name}}":{{other}}}"""));
        JsonAssert.AreEqual($$"""{"{{name}}":{{value}}}""", Message($$"""{"{{name}}":{{other}}}""", $$"""{"{{name}}":{{value}}}"""));
        JsonAssert.AreEqual($$"""{"{{name}}":{{other}}}""", Message($$"""{"{{name}}":{{other}}}"""));
    }

    [TestCase("AQIDBAUGBwgJ", "AQIDBA==", "BQYHCAk=")]
    [TestCase("AQIDBAUGBwgJ", "AQID", "BA==", "BQYH", "CAk=")]
    [TestCase("AQIDBAUGBwgJ", "AQ", "I", "DBAUG", "BwgJ")]
    [TestCase("AQIDBA==", "AQIDB", "A=", "=")]
    [TestCase("AQIDBAU=", "AQIDBA=", "=BQ==")]
    [TestCase("no=base64", "no=", "base64")]
    public void Audio_fragments_are_joined_as_bytes_if_they_are_base64_and_otherwise_as_text(string expected, params string[] fragments) =>
        JsonAssert.AreEqual($$$"""{"audio":{"data":"{{{expected}}}"}}""", Message(fragments.Select(data => $$$"""{"audio":{"data":"{{{data}}}"}}""")));

    [Test]
    public void Repeated_annotation_is_stored_once() => JsonAssert.AreEqual(
        """{"annotations":[{"type":"a","url":"1"},{"type":"a","url":"2"}]}""",
        Message("""{"annotations":[{"type":"a","url":"1"}]}""", """{"annotations":[{"type":"a","url":"1"},{"type":"a","url":"2"}]}""", """{"annotations":[{"type":"a","url":"2"}]}"""));

    [Test]
    public void Annotation_on_a_choice_is_moved_to_its_message()
    {
        const string Choice = """{"index":0,"PLACE":{"content":"a"},"annotations":[{"type":"a"}]}""";

        var streamed = Accumulated.Chunks($$"""{"choices":[{{Choice.Replace("PLACE", "delta", StringComparison.Ordinal)}}]}""");
        var plain = WireJson.Read<ChatCompletion>($$"""{"choices":[{{Choice.Replace("PLACE", "message", StringComparison.Ordinal)}}]}""");

        streamed.Message!.Annotations.Should().Equal(new ChatAnnotation { Type = "a" });
        plain.Message!.Annotations.Should().Equal(new ChatAnnotation { Type = "a" });
        plain.Choices[0].ExtraFields.Should().BeEmpty();
    }

    private static System.Text.Json.JsonElement Message(params IEnumerable<string> deltas) => WireJson.Write(Accumulated.Deltas(deltas));
}
