using ChatSdk.Tests.Json;

namespace ChatSdk.Tests.Protocol;

/// <summary>Tests that later changes to the collections from which a record was created do not affect the record.</summary>
[TestFixture]
public sealed class ImmutableRequestTests
{
    [Test]
    public void Request_copies_the_messages_and_stop_sequences()
    {
        List<ChatMessage> messages = [ChatMessage.User("Hi")];
        List<string> stops = ["end"];
        var request = new ChatCompletionRequest { Messages = messages, Stop = stops };

        messages.Clear();
        stops.Add("more");

        JsonAssert.AreEqual("""{"messages":[{"role":"user","content":"Hi"}],"stop":["end"]}""", WireJson.Write(request));
    }

    [Test]
    public void Request_copies_the_dictionaries()
    {
        var bias = new Dictionary<string, double>(StringComparer.Ordinal) { ["1"] = 0.5 };
        var metadata = new Dictionary<string, string>(StringComparer.Ordinal) { ["a"] = "b" };
        var request = new ChatCompletionRequest { Messages = [], LogitBias = bias, Metadata = metadata };

        bias.Clear();
        metadata.Clear();

        JsonAssert.AreEqual("""{"messages":[],"logit_bias":{"1":0.5},"metadata":{"a":"b"}}""", WireJson.Write(request));
    }

    [Test]
    public void Record_copies_the_extra_fields()
    {
        var fields = new ChatMessage().WithField("a", 1).ExtraFields.ToDictionary(StringComparer.Ordinal);
        var message = new ChatMessage { ExtraFields = fields };

        fields.Clear();

        JsonAssert.AreEqual("""{"a":1}""", WireJson.Write(message));
    }
}
