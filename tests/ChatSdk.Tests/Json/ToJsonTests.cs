using System.Text.Json;

namespace ChatSdk.Tests.Json;

/// <summary>Tests that a record can be written as JSON.</summary>
[TestFixture]
public sealed class ToJsonTests : FakeServerTest
{
    [Test]
    public void Request_is_written_with_only_the_fields_that_are_set()
    {
        var request = new ChatCompletionRequest { Messages = [ChatMessage.User("Grüß dich <3")], Temperature = 0.5 }.WithField("top_a", 0.1);

        request.ToJson().Should().Be("""{"messages":[{"role":"user","content":"Grüß dich <3"}],"temperature":0.5,"top_a":0.1}""");
    }

    [Test]
    public async Task Request_with_a_model_is_written_as_it_is_sent()
    {
        await Client.CreateAsync(_hello, cancellationToken: Guard);

        _hello.ToJson().Should().Be(Server.Requests.Single().Body);
    }

    [Test]
    public async Task Answer_is_written_with_unknown_fields_and_values_of_an_unexpected_type()
    {
        const string Body = """{"id":"c-1","created":{"year":2026},"choices":[{"index":0,"message":{"role":"assistant","content":"Hi","mood":"calm"},"finish_reason":"stop"}],"timings":{"queue_ms":3}}""";
        Server.AnswersJson(Body);

        var answer = await Client.CreateAsync(_hello, cancellationToken: Guard);

        JsonAssert.AreEqual(Body, JsonElement.Parse(answer.ToJson()));
    }
}
