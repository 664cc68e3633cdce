namespace ChatSdk.Tests.Json;

/// <summary>Tests that null, missing and empty values are read in the same way, except content and arguments, whose empty strings are preserved. Also tests that numbers are read as strings.</summary>
[TestFixture]
public sealed class EmptyValueToleranceTests
{
    [TestCase("""{}""")]
    [TestCase("""{"id":null,"object":null,"created":null,"model":null,"choices":null,"usage":null,"system_fingerprint":null,"service_tier":null,"provider":null,"citations":null}""")]
    [TestCase("""{"id":"","object":"","created":"","model":"","choices":[],"system_fingerprint":"","service_tier":"","provider":""}""")]
    public void Completion_without_values_is_empty(string json)
    {
        var completion = WireJson.Read<ChatCompletion>(json);

        completion.Equals(new ChatCompletion()).Should().BeTrue();
        completion.Choices.Should().BeEmpty();
        completion.Text.Should().BeEmpty();
        completion.ToolCalls.Should().BeEmpty();
    }

    [TestCase("""{}""")]
    [TestCase("""{"id":null,"object":null,"model":null,"choices":null,"usage":null}""")]
    [TestCase("""{"id":"","object":"","model":"","choices":[]}""")]
    public void Chunk_without_values_is_empty(string json)
    {
        var chunk = WireJson.Read<ChatCompletionChunk>(json);

        chunk.Equals(new ChatCompletionChunk()).Should().BeTrue();
        chunk.Text.Should().BeEmpty();
        chunk.FinishReason.Should().BeNull();
    }

    [TestCase("""{}""")]
    [TestCase("""{"index":null,"message":null,"finish_reason":null,"logprobs":null,"usage":null}""")]
    [TestCase("""{"finish_reason":""}""")]
    public void Choice_without_values_is_empty(string json) =>
        WireJson.Read<ChatChoice>(json).Should().Be(new ChatChoice());

    [TestCase("""{}""")]
    [TestCase("""{"role":null,"content":null,"name":null,"refusal":null,"tool_calls":null,"tool_call_id":null,"function_call":null,"reasoning":null,"reasoning_content":null,"reasoning_details":null,"audio":null,"annotations":null}""")]
    [TestCase("""{"role":"","tool_call_id":""}""")]
    [TestCase("""{"refusal":""}""", Description = "Some servers send an empty refusal with every answer.")]
    public void Message_without_values_is_empty(string json)
    {
        var message = WireJson.Read<ChatMessage>(json);

        message.Should().Be(new ChatMessage());
        message.Text.Should().BeEmpty();
        message.Reasoning.Should().BeEmpty();
    }

    [TestCase("""{"id":"","type":"","function":{"name":"","arguments":""}}""")]
    [TestCase("""{"id":null,"type":null,"function":{"name":null,"arguments":""},"custom":null}""")]
    public void Empty_or_null_fields_of_a_tool_call_are_read_as_null_except_its_arguments(string json)
    {
        var call = WireJson.Read<ChatToolCall>(json);

        call.Should().Be(new ChatToolCall { Function = new() { Arguments = "" } });
    }

    [Test]
    public void Empty_audio_id_is_read_as_null() =>
        WireJson.Read<ChatAudio>("""{"id":"","transcript":"Hi"}""").Should().Be(new ChatAudio { Transcript = "Hi" });

    [Test]
    public void Empty_content_is_preserved() =>
        WireJson.RoundTrip<ChatMessage>("""{"role":"assistant","content":""}""").GetRawText().Should().Be("""{"role":"assistant","content":""}""");

    [Test]
    public void Completion_whose_choice_has_no_message_has_empty_text()
    {
        var completion = WireJson.Read<ChatCompletion>("""{"choices":[{"index":0,"finish_reason":"stop"}]}""");

        completion.Text.Should().BeEmpty();
        completion.Message.Should().BeNull();
        completion.FinishReason.Should().Be(FinishReason.Stop);
    }

    [Test]
    public void Numeric_id_and_model_are_read_as_strings() =>
        WireJson.Read<ChatCompletion>("""{"id":42,"model":4.1}""").Should().BeEquivalentTo(new { Id = "42", Model = "4.1" });
}
