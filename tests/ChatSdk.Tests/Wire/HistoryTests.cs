using System.Text.Json;
using System.Text.Json.Nodes;
using ChatSdk.Testing;
using ChatSdk.Tests.Json;

namespace ChatSdk.Tests.Wire;

/// <summary>Tests that no field of a captured message is lost if the message is streamed and sent back.</summary>
[TestFixture]
public sealed class HistoryTests : ClientTest
{
    private static IEnumerable<string> Complete => WireFixture.All().Where(fixture => fixture is { Operation: "chat", IsError: false }).Select(fixture => fixture.Name);

    private static IEnumerable<string> Streams => WireFixture.All().Where(fixture => fixture.Operation == "chat_stream" && fixture.Expected.TryGetProperty("message", out _)).Select(fixture => fixture.Name);

    [TestCaseSource(nameof(Complete))]
    public async Task Streamed_message_is_sent_back_with_the_same_fields_as_a_message_that_was_not_streamed(string name)
    {
        var body = JsonNode.Parse(WireFixture.Load(name).Body.AsSpan().TrimStart("\uFEFF"u8))!;
        Server.AnswersJson(body.ToJsonString()).Answers(FakeAnswer.Events(AsChunk(body), "[DONE]")).Answers(FakeAnswer.Json(Hi)).Answers(FakeAnswer.Json(Hi));

        var plain = await Client.CreateAsync("Hi", cancellationToken: Guard);
        var streamed = await Client.CreateStreamAsync("Hi").ToCompletionAsync(Guard);
        await Client.CreateAsync(new ChatCompletionRequest { Messages = [plain.Message!] }, cancellationToken: Guard);
        await Client.CreateAsync(new ChatCompletionRequest { Messages = [streamed.Message!] }, cancellationToken: Guard);

        JsonAssert.AreEqual(SentMessage(2), SentMessage(3));
        JsonAssert.Contains(WithoutEmpty(body["choices"]![0]!["message"]!), SentMessage(3));
    }

    [TestCaseSource(nameof(Streams))]
    public async Task Message_from_a_stream_is_sent_back_as_accumulated(string name)
    {
        var fixture = WireFixture.Load(name);
        Server.Answers(FakeAnswer.Bytes(fixture.Body, "text/event-stream")).Answers(FakeAnswer.Json(Hi));

        var streamed = await Client.CreateStreamAsync("Hi").ToCompletionAsync(Guard);
        await Client.CreateAsync(new ChatCompletionRequest { Messages = [streamed.Message!] }, cancellationToken: Guard);

        JsonAssert.Contains(fixture.Expected.GetProperty("message"), SentMessage(1));
    }

    private static string AsChunk(JsonNode body)
    {
        var chunk = body.DeepClone();
        foreach (var choice in chunk["choices"]!.AsArray())
        {
            var message = choice!["message"]!.DeepClone();
            choice.AsObject().Remove("message");
            choice["delta"] = message;
        }

        return chunk.ToJsonString();
    }

    /// <summary>Returns the server's message without its empty values, and without the indexes and IDs of its tool calls. The client may have replaced the IDs.</summary>
    private static JsonElement WithoutEmpty(JsonNode message)
    {
        var copy = message.DeepClone().AsObject();
        foreach (var name in copy.Where(member => member.Value is null or JsonArray { Count: 0 } || member.Value.ToJsonString() == "\"\"").Select(member => member.Key).ToList())
        {
            copy.Remove(name);
        }

        foreach (var call in copy["tool_calls"] as JsonArray ?? [])
        {
            call!.AsObject().Remove("index");
            call.AsObject().Remove("id");
        }

        return JsonSerializer.SerializeToElement(copy);
    }

    private JsonElement SentMessage(int request) => Server.Requests[request].Json!.Value.GetProperty("messages")[0];
}
