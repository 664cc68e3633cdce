using ChatSdk.Tests.Json;

namespace ChatSdk.Tests.Streaming;

/// <summary>Tests how the fragments of a message are joined: text, reasoning, refusals, audio, annotations and unknown members.</summary>
[TestFixture]
public sealed class ContentAccumulatorTests
{
    [Test]
    public void Text_deltas_are_joined()
    {
        var message = Accumulated.Deltas("""{"role":"assistant","content":""}""", """{"content":"Hel"}""", """{"content":null}""", "{}", """{"content":"lo"}""");

        message.Should().Be(ChatMessage.Assistant("Hello"));
    }

    [Test]
    public void Answer_without_text_has_no_content() =>
        Accumulated.Deltas("""{"role":"assistant"}""", """{"content":null}""").Should().Be(new ChatMessage { Role = ChatRole.Assistant });

    [Test]
    public void First_role_is_used() =>
        Accumulated.Deltas("""{"role":"assistant"}""", """{"role":""}""", """{"role":"user"}""").Role.Should().Be(ChatRole.Assistant);

    [Test]
    public void Text_parts_and_text_deltas_are_joined()
    {
        var message = Accumulated.Deltas("""{"content":[{"type":"text","text":"Hel"}]}""", """{"content":"lo"}""");

        message.Content!.Equals(ChatContent.FromString("Hello")).Should().BeTrue();
    }

    [Test]
    public void Reasoning_parts_are_joined_and_precede_the_text()
    {
        var message = Accumulated.Deltas(
            """{"content":[{"type":"thinking","thinking":[{"type":"text","text":"H"}]}]}""",
            """{"content":[{"type":"thinking","thinking":[{"type":"text","text":"m"}]}]}""",
            """{"content":"Hel"}""",
            """{"content":[{"type":"text","text":"lo"}]}""");

        message.Text.Should().Be("Hello");
        message.Reasoning.Should().Be("Hm");
        JsonAssert.AreEqual(
            """{"content":[{"type":"thinking","thinking":[{"type":"text","text":"Hm"}]},{"type":"text","text":"Hello"}]}""",
            WireJson.Write(message));
    }

    [Test]
    public void Reasoning_parts_with_a_plain_string_are_joined_into_one_with_a_plain_string()
    {
        var message = Accumulated.Deltas(
            """{"content":[{"type":"thinking","thinking":"H"}]}""",
            """{"content":[{"type":"thinking","thinking":"m"}]}""");

        message.Reasoning.Should().Be("Hm");
        JsonAssert.AreEqual("""{"content":[{"type":"thinking","thinking":"Hm"}]}""", WireJson.Write(message));
    }

    [TestCase("""{"type":"thinking","thinking":[{"type":"reference","reference_ids":[1]}]}""")]
    [TestCase("""{"type":"thinking","thinking":[{"type":"text","text":"Hm","annotations":[]}]}""")]
    [TestCase("""{"type":"thinking","thinking":{"steps":2}}""")]
    public void Reasoning_with_more_than_text_is_preserved(string thinking)
    {
        var message = Accumulated.Deltas(
            """{"content":[{"type":"thinking","thinking":"a"}]}""",
            $$"""{"content":[{{thinking}}]}""",
            """{"content":[{"type":"thinking","thinking":"b"}]}""");

        JsonAssert.AreEqual($$"""{"content":[{"type":"thinking","thinking":"a"},{{thinking}},{"type":"thinking","thinking":"b"}]}""", WireJson.Write(message));
    }

    [Test]
    public void Signed_reasoning_is_preserved_unchanged()
    {
        const string Signed = """{"type":"thinking","thinking":"Hm","signature":"s"}""";

        var message = Accumulated.Deltas($$"""{"content":[{{Signed}}]}""", """{"content":"Hi"}""");

        JsonAssert.AreEqual($$"""{"content":[{{Signed}},{"type":"text","text":"Hi"}]}""", WireJson.Write(message));
    }

    [Test]
    public void Unknown_parts_are_in_their_original_position()
    {
        var message = Accumulated.Deltas("""{"content":"a"}""", """{"content":[{"type":"later","x":1}]}""", """{"content":"b"}""");

        message.Text.Should().Be("ab");
        JsonAssert.AreEqual("""{"content":[{"type":"text","text":"a"},{"type":"later","x":1},{"type":"text","text":"b"}]}""", WireJson.Write(message));
    }

    [Test]
    public void Alternating_text_and_reasoning_are_in_their_original_order()
    {
        var message = Accumulated.Deltas(
            """{"content":"a"}""",
            """{"content":[{"type":"thinking","thinking":"t"},{"type":"thinking","thinking":"t"}]}""",
            """{"content":"b"}""",
            """{"content":[{"type":"thinking","thinking":[{"type":"text","text":"u"}]}]}""",
            """{"content":[{"type":"later","x":1}]}""",
            """{"content":[{"type":"thinking","thinking":"v"}]}""",
            """{"content":""}""");

        JsonAssert.AreEqual(
            """
            {"content":[{"type":"text","text":"a"},{"type":"thinking","thinking":"tt"},{"type":"text","text":"b"},
             {"type":"thinking","thinking":[{"type":"text","text":"u"}]},{"type":"later","x":1},{"type":"thinking","thinking":"v"}]}
            """,
            WireJson.Write(message));
    }

    [Test]
    public void Empty_text_next_to_a_part_does_not_become_a_part()
    {
        var message = Accumulated.Deltas("""{"content":""}""", """{"content":[{"type":"later","x":1}]}""", """{"content":""}""");

        JsonAssert.AreEqual("""{"content":[{"type":"later","x":1}]}""", WireJson.Write(message));
    }

    [Test]
    public void Empty_reasoning_is_ignored()
    {
        var message = Accumulated.Deltas("""{"reasoning_content":"","reasoning":""}""", """{"content":"Hi"}""");

        message.Should().Be(new ChatMessage { Content = "Hi" });
    }

    [TestCase("""{"type":"b","index":0,"id":"i","text":"y"}""")]
    [TestCase("""{"type":"a","index":1,"id":"i","text":"y"}""")]
    [TestCase("""{"type":"a","index":0,"id":"j","text":"y"}""")]
    public void Reasoning_details_with_different_types_indexes_or_ids_are_separate(string second)
    {
        var message = Accumulated.Deltas("""{"reasoning_details":[{"type":"a","index":0,"id":"i","text":"x"}]}""", $$"""{"reasoning_details":[{{second}}]}""");

        message.ReasoningDetails!.Select(detail => detail.Text).Should().Equal("x", "y");
    }

    [Test]
    public void Reasoning_details_are_joined_until_a_signature_is_received()
    {
        var message = Accumulated.Deltas(
            """{"reasoning_details":[{"type":"a","text":"x"}]}""",
            """{"reasoning_details":[{"type":"a","text":"y","id":"i","signature":"s"},{"type":"a","text":"z"}]}""");

        message.ReasoningDetails!.Select(detail => (detail.Text, detail.Id, detail.Signature)).Should().Equal(("xy", "i", "s"), ("z", null, null));
    }

    [Test]
    public void Fragments_of_a_refusal_and_of_reasoning_are_joined_separately()
    {
        var message = Accumulated.Deltas(
            """{"refusal":"I ","reasoning_content":"a","reasoning":"c"}""",
            """{"refusal":"","reasoning_content":"b","reasoning":null}""",
            """{"refusal":"can't.","reasoning":"d"}""");

        message.Refusal.Should().Be("I can't.");
        message.ReasoningContent.Should().Be("ab");
        message.ReasoningText.Should().Be("cd");
    }

    [Test]
    public void Reasoning_details_with_the_same_type_and_index_are_joined()
    {
        var message = Accumulated.Deltas(
            """{"reasoning_details":[{"type":"reasoning.text","index":0,"text":"H","format":"x"}]}""",
            """{"reasoning_details":[{"type":"reasoning.text","index":0,"text":"m"}]}""",
            """{"reasoning_details":[{"type":"reasoning.text","index":0,"signature":"s"}]}""",
            """{"reasoning_details":[{"type":"reasoning.encrypted","index":1,"data":"AA"}]}""");

        JsonAssert.AreEqual(
            """
            {"reasoning_details":[
             {"type":"reasoning.text","text":"Hm","signature":"s","format":"x","index":0},
             {"type":"reasoning.encrypted","data":"AA","index":1}]}
            """,
            WireJson.Write(message));
    }

    [Test]
    public void Annotations_are_collected() =>
        Accumulated.Deltas("""{"annotations":[{"type":"a"}]}""", """{"annotations":[{"type":"b"},{"type":"c"}]}""")
            .Annotations!.Select(annotation => annotation.Type).Should().Equal("a", "b", "c");

    [Test]
    public void Audio_is_joined()
    {
        var message = Accumulated.Deltas(
            """{"audio":{"id":"a","transcript":"Hel"}}""",
            """{"audio":{"data":"AA"}}""",
            """{"audio":{"id":"","transcript":"lo","data":"BB"}}""",
            """{"audio":{"expires_at":1700000000}}""");

        message.Audio.Should().Be(new ChatAudio { Id = "a", Data = "AABB", Transcript = "Hello", ExpiresAt = 1700000000 });
    }

    [Test]
    public void Audio_has_only_the_properties_received()
    {
        var message = Accumulated.Deltas("""{"audio":{"id":"a"}}""", """{"audio":{"transcript":"Hi"}}""");

        message.Audio.Should().Be(new ChatAudio { Id = "a", Transcript = "Hi" });
    }

    [Test]
    public void Unknown_members_in_the_message_are_preserved_with_their_last_value() =>
        Accumulated.Deltas("""{"x":1,"y":1}""", """{"y":2}""").ExtraFields.Select(field => (field.Key, field.Value.GetInt32()))
            .Should().Equal(("x", 1), ("y", 2));

    [Test]
    public void Unknown_lists_are_joined_in_choices_and_messages_and_replaced_elsewhere()
    {
        var completion = Accumulated.Chunks(
            """{"top":[1],"choices":[{"index":0,"ids":[1],"delta":{"spans":[1],"tool_calls":[{"index":0,"marks":[1],"function":{"name":"f","tags":[1]}}]}}]}""",
            """{"top":[2],"choices":[{"index":0,"ids":[2,3],"delta":{"spans":[2],"tool_calls":[{"index":0,"marks":[2],"function":{"tags":[2]}}]}}]}""");

        var choice = completion.Choices[0];
        completion.ExtraFields["top"].GetRawText().Should().Be("[2]");
        choice.ExtraFields["ids"].GetRawText().Should().Be("[1,2,3]");
        choice.Message!.ExtraFields["spans"].GetRawText().Should().Be("[1,2]");
        choice.Message.ToolCalls![0].ExtraFields["marks"].GetRawText().Should().Be("[2]");
        choice.Message.ToolCalls[0].Function!.ExtraFields["tags"].GetRawText().Should().Be("[2]");
    }
}
