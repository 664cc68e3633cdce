using System.Text.Json;
using WireMock.Matchers;
using WireMock.RequestBuilders;

namespace ChatSdk.Tests.WireMock;

/// <summary>Tests calls without streaming, and stubs that depend on the request.</summary>
[TestFixture]
public sealed class CompletionTests : WireMockTest
{
    [Test]
    public async Task Create_returns_the_text_the_usage_and_the_finish_reason()
    {
        Server.Given(Chat()).RespondWith(Capture("seed1-completion"));

        var answer = await Client.CreateAsync("How are you?", cancellationToken: Guard);

        answer.Text.Should().Be(" I'm doing well, thanks for asking!");
        answer.Usage!.TotalTokens.Should().Be(21);
        answer.FinishReason.Should().Be(FinishReason.Stop);
    }

    [Test]
    public async Task Create_sends_only_properties_that_are_set()
    {
        Server.Given(Chat()).RespondWith(Text("Hello."));

        await Client.CreateAsync(new ChatCompletionRequest { Messages = [ChatMessage.User("Hi")], Temperature = 0.5 }, cancellationToken: Guard);

        var request = Server.LogEntries.Should().ContainSingle().Which.RequestMessage!;
        request.Body.Should().Be("""{"model":"m","messages":[{"role":"user","content":"Hi"}],"temperature":0.5}""");
        request.Headers!["Content-Type"].Should().ContainSingle().Which.Should().StartWith("application/json");
    }

    [Test]
    public async Task Null_in_a_known_or_unknown_field_is_read_as_null()
    {
        Server.Given(Chat()).RespondWith(Json("""{"choices":[{"message":{"content":"Hello.","refusal":null},"x":null}]}"""));

        var answer = await Client.CreateAsync("Hi", cancellationToken: Guard);

        answer.Message!.Refusal.Should().BeNull();
        answer.Choices[0].ExtraFields["x"].ValueKind.Should().Be(JsonValueKind.Null);
    }

    [Test]
    public async Task ListModels_returns_the_model_ids()
    {
        Server.Given(Request.Create().WithPath("/v1/models").UsingGet()).RespondWith(Capture("openai-models"));

        var models = await Client.ListModelsAsync(cancellationToken: Guard);

        models.Select(model => model.Id).Should().Equal("model-id-0", "model-id-1", "model-id-2");
    }

    [Test]
    public async Task CreateText_returns_the_text_and_the_usage()
    {
        Server.Given(Request.Create().WithPath("/v1/completions").UsingPost().WithBody(new JsonPartialMatcher("""{"prompt":"Say this is a test"}""")))
            .RespondWith(Capture("openai-text-completion"));

        var answer = await Client.CreateTextAsync(new() { Prompt = "Say this is a test" }, cancellationToken: Guard);

        answer.Text.Should().Be("\n\nThis is indeed a test");
        answer.Usage!.TotalTokens.Should().Be(12);
    }

    [Test]
    public async Task Response_can_depend_on_the_request_body()
    {
        Server.Given(Chat("small")).RespondWith(Text("I am small."));
        Server.Given(Chat("large")).RespondWith(Text("I am large."));

        (await SendAsync("large")).Should().Be("I am large.");
        (await SendAsync("small")).Should().Be("I am small.");
        (await Client.Awaiting(client => SendAsync("other")).Should().ThrowAsync<ChatApiException>()).Which.Kind.Should().Be(ChatErrorKind.NotFound);
    }

    // The request body is a JSON object, but "$[?(…)]" filters an array, so a stub with this path never matches.
    [TestCase("$..[?(@.model == 'small')]", true)]
    [TestCase("$[?(@.model == 'small')]", false)]
    public async Task JsonPath_filter_matches_an_object_only_with_two_dots(string path, bool matches)
    {
        Server.Given(Chat().WithBody(new JsonPathMatcher(path))).AtPriority(1).RespondWith(Text("It matches."));
        Server.Given(Chat()).AtPriority(2).RespondWith(Text("It does not match."));

        (await SendAsync("small")).Should().Be(matches ? "It matches." : "It does not match.");
    }

    private async Task<string> SendAsync(string model) =>
        (await Client.CreateAsync(new ChatCompletionRequest { Model = model, Messages = [ChatMessage.User("Hi")] }, cancellationToken: Guard)).Text;
}
