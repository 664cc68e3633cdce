using System.Text.Json;
using System.Text.Json.Nodes;
using ChatSdk.Testing;
using ChatSdk.Tests.Json;

namespace ChatSdk.Tests.Streaming;

/// <summary>Every member of every record that is streamed, through a stream. A new one that is not accumulated fails here.</summary>
[TestFixture]
public sealed class AccumulationTableTests : ClientTest
{
    // What is said of a chunk, and not of the answer: what kind of object it is, and which call it continues.
    private static readonly string[] _ofChunks = ["object", "choices[].delta.tool_calls[].index"];

    private static IEnumerable<WirePath> ChatMembers => MembersOf(typeof(ChatCompletionChunk));

    private static IEnumerable<WirePath> TextMembers => MembersOf(typeof(TextCompletion));

    [TestCaseSource(nameof(ChatMembers))]
    public async Task Member_of_a_chunk_is_in_the_completion(WirePath member)
    {
        foreach (var events in Orders(member))
        {
            Server.Answers(FakeAnswer.Events([.. events, "[DONE]"]));

            var completion = await Client.CreateStreamAsync("Hi", cancellationToken: Guard).ToCompletionAsync(Guard);

            JsonAssert.Contains(WithParts(JsonOf(member.Renamed("delta", "message"))), WithParts(WireJson.Write(completion)));
        }
    }

    [TestCaseSource(nameof(TextMembers))]
    public async Task Member_of_a_chunk_of_text_is_in_the_text_completion(WirePath member)
    {
        foreach (var events in Orders(member))
        {
            Server.Answers(FakeAnswer.Events([.. events, "[DONE]"]));

            var completion = await Client.CreateTextAsync(new() { Prompt = "Hi" }, cancellationToken: Guard);

            JsonAssert.Contains(JsonOf(member), WireJson.Write(completion));
        }
    }

    [Test]
    public async Task Log_probabilities_of_text_are_joined_list_by_list()
    {
        Server.Answers(FakeAnswer.Events(
            """{"choices":[{"index":0,"text":"a","logprobs":{"tokens":["a"],"token_logprobs":[-1],"top_logprobs":null}}]}""",
            """{"choices":[{"index":0,"text":"b","logprobs":{"tokens":["b"],"token_logprobs":[-2],"top_logprobs":null},"finish_reason":"stop"}]}"""));

        var completion = await Client.CreateTextAsync(new() { Prompt = "Hi" }, cancellationToken: Guard);

        JsonAssert.AreEqual("""{"tokens":["a","b"],"token_logprobs":[-1,-2],"top_logprobs":null}""", completion.Choices[0].LogProbs);
    }

    [Test]
    public async Task Log_probabilities_of_text_in_another_form_are_preserved()
    {
        Server.Answers(FakeAnswer.Events("""{"choices":[{"index":0,"text":"a","logprobs":[-1],"finish_reason":"stop"}]}"""));

        var completion = await Client.CreateTextAsync(new() { Prompt = "Hi" }, cancellationToken: Guard);

        JsonAssert.AreEqual("""{"index":0,"text":"a","logprobs":[-1],"finish_reason":"stop"}""", WireJson.Write(completion.Choices[0]));
    }

    private static IEnumerable<WirePath> MembersOf(Type chunk) => WirePath.In(chunk).Where(member => !_ofChunks.Contains(member.ToString()));

    /// <summary>Gets the events of streams in which a chunk has the member, and the chunks before and after it lack it.</summary>
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

    /// <summary>Gets the JSON with text as a list of one part, which means the same.</summary>
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
