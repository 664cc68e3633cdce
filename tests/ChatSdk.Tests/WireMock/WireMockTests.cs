using System.Net;

namespace ChatSdk.Tests.WireMock;

[TestFixture]
[Category("WireMock")]
[NonParallelizable]
internal sealed class WireMockTests
{
    private static readonly string[] Faults = ["fault-empty", "fault-malformed", "fault-random", "fault-reset"];

    private static WireMockServer Server => WireMockSetUp.Server;

    [SetUp]
    public Task ResetScenarios() => Server.ResetScenariosAsync();

    [Test]
    public async Task Create_gives_the_text_and_the_usage()
    {
        using var client = new ChatClient(Server.BaseAddress, apiKey: null, "plain");

        var answer = await client.CreateAsync("Hi");

        answer.Text.Should().Be("Hello from WireMock.");
        answer.Usage!.TotalTokens.Should().Be(14);
    }

    [Test]
    public async Task ListModels_gives_their_names()
    {
        using var client = new ChatClient(Server.BaseAddress, apiKey: null, "plain");

        var models = await client.ListModelsAsync();

        models.Select(model => model.Id).Should().Equal("plain", "stream");
    }

    [Test]
    public async Task CreateStream_puts_together_events_that_come_in_delayed_pieces()
    {
        using var client = new ChatClient(Server.BaseAddress, apiKey: null, "stream");

        var texts = await TextsAsync(client);

        string.Concat(texts).Should().Be("Hello from a slow WireMock.");
        texts.Should().HaveCountGreaterThan(1);
    }

    [Test]
    public async Task Create_asks_again_after_a_429()
    {
        using var client = ClientThatRetries("busy", retries: 2);
        var before = await Server.CountRequestsAsync("busy");

        var answer = await client.CreateAsync("Hi");

        answer.Text.Should().Be("Free again.");
        (await Server.CountRequestsAsync("busy") - before).Should().Be(2);
    }

    [TestCase("another-key")]
    [TestCase(null)]
    public async Task Create_throws_an_authentication_error_without_the_right_key(string? key)
    {
        using var client = new ChatClient(Server.BaseAddress, key, "secret");

        var create = () => client.CreateAsync("Hi");

        var error = (await create.Should().ThrowAsync<ChatApiException>()).Which;
        error.Status.Should().Be(HttpStatusCode.Unauthorized);
        error.Kind.Should().Be(ChatErrorKind.Authentication);
    }

    [Test]
    public async Task Create_sends_the_key_as_a_bearer_token()
    {
        using var client = new ChatClient(Server.BaseAddress, "wiremock-key", "secret");

        var answer = await client.CreateAsync("Hi");

        answer.Text.Should().Be("The key fits.");
    }

    [TestCaseSource(nameof(Faults))]
    public async Task Create_throws_nothing_but_a_ChatException_for(string fault)
    {
        using var client = ClientThatRetries(fault, retries: 0);

        var error = await ErrorOfAsync(() => client.CreateAsync("Hi"));

        error.Should().BeAssignableTo<ChatException>().Which.Attempts.Should().Be(1);
    }

    [TestCaseSource(nameof(Faults))]
    public async Task CreateStream_throws_nothing_but_a_ChatException_for(string fault)
    {
        using var client = ClientThatRetries(fault, retries: 0);

        var error = await ErrorOfAsync(() => TextsAsync(client));

        error.Should().BeAssignableTo<ChatException>().Which.Attempts.Should().Be(1);
    }

    [Test]
    public async Task Create_says_how_often_it_asked_in_vain()
    {
        using var client = ClientThatRetries("fault-empty", retries: 2);
        var before = await Server.CountRequestsAsync("fault-empty");

        var error = await ErrorOfAsync(() => client.CreateAsync("Hi"));

        error.Should().BeAssignableTo<ChatException>().Which.Attempts.Should().Be(3);
        (await Server.CountRequestsAsync("fault-empty") - before).Should().Be(3);
    }

    private static ChatClient ClientThatRetries(string model, int retries) => new(new ChatClientOptions
    {
        BaseAddress = Server.BaseAddress,
        Model = model,
        MaxRetries = retries,
        RetryDelay = TimeSpan.FromMilliseconds(1),
    });

    private static async Task<List<string>> TextsAsync(ChatClient client)
    {
        List<string> texts = [];
        await foreach (var chunk in client.CreateStreamAsync("Hi"))
        {
            texts.Add(chunk.Text);
        }

        return texts;
    }

    // Not ThrowAsync: it looks inside an AggregateException, and would let one pass.
    private static async Task<Exception?> ErrorOfAsync(Func<Task> act)
    {
        try
        {
            await act();
            return null;
        }
        catch (Exception error)
        {
            return error;
        }
    }
}
