namespace ChatSdk.Tests.FirstGuess;

/// <summary>Tests that a client can be created and configured in the ways a developer would guess first.</summary>
[TestFixture]
public sealed class ClientGuessTests : GuessTest
{
    [Test]
    public async Task Client_can_be_created_with_a_Uri()
    {
        using var client = new ChatClient(new Uri(Server.BaseAddress), model: "m");

        (await client.CreateAsync("Hi", Guard)).Text.Should().Be("You said: Hi");
    }

    [Test]
    public void Relative_uri_throws() =>
        FluentActions.Invoking(() => new ChatClient(new Uri("v1", UriKind.Relative))).Should().Throw<ArgumentException>().WithMessage("*BaseAddress*http://*");

    [Test]
    public async Task Key_provider_can_be_a_method_or_a_lambda()
    {
        var vault = new Vault();
        Func<CancellationToken, Task<string>>?[] providers =
        [
            Provider(options => options.ApiKeyProvider = vault.GetKeyAsync),
            Provider(options => options.ApiKeyProvider = vault.FindKeyAsync),
            Provider(options => options.ApiKeyProvider = async token => await vault.PeekAsync(token)),
            Provider(options => options.ApiKeyProvider = _ => Task.FromResult("sk-1")),
            Provider(options => options.ApiKeyProvider = _ => Task.FromResult<string?>("sk-1")),
        ];

        foreach (var provider in providers)
        {
            using var client = new ChatClient(new ChatClientOptions { BaseAddress = Server.BaseAddress, Model = "m", ApiKeyProvider = provider });
            await client.CreateAsync("Hi", Guard);
        }

        Server.Requests.Select(request => request.Headers["Authorization"]).Should().HaveCount(5).And.OnlyContain(key => key == "Bearer sk-1");
    }

    [Test]
    public async Task Headers_and_query_can_be_dictionaries()
    {
        Options.Headers = new Dictionary<string, string> { ["X-Title"] = "app", ["x-title"] = "last" };
        var options = new ChatCallOptions { Headers = new Dictionary<string, string> { ["X-Call"] = "1" }, Query = new Dictionary<string, string> { ["v"] = "2" } };

        await Client.CreateAsync("Hi", options, Guard);

        var request = Server.Requests.Should().ContainSingle().Subject;
        request.Headers.Should().Contain("X-Title", "last").And.Contain("X-Call", "1");
        request.Query.Should().Be("?v=2");
    }

    [Test]
    public async Task Header_dictionary_is_copied_and_must_not_be_null()
    {
        var headers = new Dictionary<string, string> { ["X-Title"] = "before" };
        Options.Headers = headers;

        headers["X-Title"] = "after";
        await Client.CreateAsync("Hi", Guard);

        Server.Requests[0].Headers["X-Title"].Should().Be("before");
        FluentActions.Invoking(() => Options.Headers = null!).Should().Throw<ArgumentNullException>();
    }

    [TestCase("llama3.2")]
    [TestCase("gpt-4o-mini")]
    [TestCase("meta-llama/Llama-3.3-70B-Instruct")]
    public async Task Exception_hints_that_the_model_was_passed_as_the_key(string model)
    {
        using var client = new ChatClient(Server.BaseAddress, model);

        var failure = (await client.Invoking(it => it.CreateAsync("Hi", Guard)).Should().ThrowAsync<ArgumentException>()).Which;

        failure.Message.Should().Contain("Model is missing").And.Contain("second argument of ChatClient is the key").And.Contain("named argument \"model\"").And.NotContain(model);
        Server.Requests.Should().BeEmpty();
    }

    [TestCase(null)]
    [TestCase("sk-1")]
    [TestCase("7d444840-9dc0-11d1-b245-5ffdce74fad2")]
    [TestCase("abcdefghijklmnopqrstuvwxyz012345")]
    [TestCase("AbC+/9==")]
    public async Task Real_or_missing_key_is_not_mistaken_for_a_model(string? key)
    {
        using var client = new ChatClient(Server.BaseAddress, key);

        var failure = (await client.Invoking(it => it.CreateTextAsync("Hi")).Should().ThrowAsync<ArgumentException>()).Which;

        failure.Message.Should().Contain("Model is missing").And.NotContain("second argument");
    }

    [Test]
    public void Exception_for_an_insecure_address_hints_that_the_model_was_passed_as_the_key()
    {
        FluentActions.Invoking(() => new ChatClient("http://gpu.example.com:8000", "llama3.2"))
            .Should().Throw<ArgumentException>().WithMessage("*AllowInsecureHttp*named argument \"model\"*").Which.Message.Should().NotContain("llama");
    }

    private static Func<CancellationToken, Task<string>>? Provider(Action<ChatClientOptions> set)
    {
        var options = new ChatClientOptions();
        set(options);
        return options.ApiKeyProvider;
    }

    private sealed class Vault
    {
        private readonly string _key = "sk-1";

        public Task<string> GetKeyAsync(CancellationToken cancellationToken = default) => Task.FromResult(_key);

        public Task<string?> FindKeyAsync(CancellationToken cancellationToken) => Task.FromResult<string?>(_key);

        public ValueTask<string> PeekAsync(CancellationToken cancellationToken) => ValueTask.FromResult(_key);
    }
}
