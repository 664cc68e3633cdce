using System.Text.Json;
using System.Text.Json.Nodes;
using ChatSdk.Testing;
using ChatSdk.Tests.Json;

namespace ChatSdk.Tests.Streaming;

/// <summary>Tests that every property of every streamed record is accumulated. A test fails if a new property is not accumulated.</summary>
[TestFixture]
public sealed class AccumulationTableTests : ClientTest
{
    // These fields of a chunk are not part of the answer: the kind of the object, and the index of a tool call.
    private static readonly string[] _chunkOnly = ["object", "choices[].delta.tool_calls[].index"];

    private static IEnumerable<WirePath> ChatMembers => MembersOf(typeof(ChatCompletionChunk));

    private static IEnumerable<WirePath> TextMembers => MembersOf(typeof(TextCompletion));

    [TestCaseSource(nameof(ChatMembers))]
    public async Task Property_of_a_chunk_is_in_the_completion(WirePath member)
    {
        foreach (var events in Orders(member))
        {
            Server.Answers(FakeAnswer.Events([.. events, "[DONE]"]));

            var completion = await Client.CreateStreamAsync("Hi", cancellationToken: Guard).ToCompletionAsync(Guard);

            JsonAssert.Contains(WithParts(JsonOf(member.Renamed("delta", "message"))), WithParts(WireJson.Write(completion)));
        }
    }

    [TestCaseSource(nameof(TextMembers))]
    public async Task Property_of_a_text_chunk_is_in_the_text_completion(WirePath member)
    {
        foreach (var events in Orders(member))
        {
            Server.Answers(FakeAnswer.Events([.. events, "[DONE]"]));

            var completion = await Client.CreateTextAsync(new() { Prompt = "Hi" }, cancellationToken: Guard);

            JsonAssert.Contains(JsonOf(member), WireJson.Write(completion));
        }
    }

    [Test]
    public async Task Log_probabilities_in_a_text_completion_are_joined()
    {
        Server.Answers(FakeAnswer.Events(
            """{"choices":[{"index":0,"text":"a","logprobs":{"tokens":["a"],"token_logprobs":[-1],"top_logprobs":null}}]}""",
            """{"choices":[{"index":0,"text":"b","logprobs":{"tokens":["b"],"token_logprobs":[-2],"top_logprobs":null},"finish_reason":"stop"}]}"""));

        var completion = await Client.CreateTextAsync(new() { Prompt = "Hi" }, cancellationToken: Guard);

        JsonAssert.AreEqual("""{"tokens":["a","b"],"token_logprobs":[-1,-2],"top_logprobs":null}""", completion.Choices[0].LogProbs);
    }

    [Test]
    public async Task Log_probabilities_in_an_unknown_format_are_preserved()
    {
        Server.Answers(FakeAnswer.Events("""{"choices":[{"index":0,"text":"a","logprobs":[-1],"finish_reason":"stop"}]}"""));

        var completion = await Client.CreateTextAsync(new() { Prompt = "Hi" }, cancellationToken: Guard);

        JsonAssert.AreEqual("""{"index":0,"text":"a","logprobs":[-1],"finish_reason":"stop"}""", WireJson.Write(completion.Choices[0]));
    }

    private static IEnumerable<WirePath> MembersOf(Type chunk) => WirePath.In(chunk).Where(member => !_chunkOnly.Contains(member.ToString()));

    /// <summary>Returns the events for several streams. In each stream, one chunk has the property, and the chunks before and after it, if any, do not.</summary>
    private static IEnumerable<string[]> Orders(WirePath member)
    {
        var (with, without) = (JsonOf(member).ToString(), WithChoices(member.ToEmptyJson()).ToJsonString());
        return [[with], [with, without], [without, with], [without, with, without]];
    }

    private static JsonElement JsonOf(WirePath member) => JsonSerializer.SerializeToElement(WithChoices(member.ToJson()));

    private static JsonObject WithChoices(JsonObject chunk)
    {
        chunk.TryAdd("choices", new JsonArray());
        return chunk;
    }

    /// <summary>Replaces text content with an equivalent list of one part.</summary>
    private static JsonElement WithParts(JsonElement answer)
    {
        var json = JsonNode.Parse(answer.GetRawText())!;
        foreach (var message in json["choices"]!.AsArray().Select(choice => choice!["message"]))
        {
            if (message?["content"] is JsonValue text)
            {
                message["content"] = new JsonArray(new JsonObject { ["type"] = "text", ["text"] = text.DeepClone() });
            }
        }

        return JsonSerializer.SerializeToElement(json);
    }
}
