using ChatSdk.Testing;

namespace ChatSdk.Tests;

/// <summary>Tests the options of a single call.</summary>
[TestFixture]
public sealed class ChatCallOptionsTests : ClientTest
{
    [Test]
    public async Task Query_of_a_call_is_added_to_that_of_the_client_and_replaces_parameters_with_the_same_name()
    {
        Options.BaseAddress += "?api-version=1&keep=a%26b";

        await Client.CreateAsync("Hi", new() { Query = { ["api-version"] = "2", ["new"] = "x y" } }, Guard);

        Server.Requests[0].Query.Should().Be("?keep=a%26b&api-version=2&new=x%20y");
        Server.Requests[0].Path.Should().Be("/v1/chat/completions");
    }

    [Test]
    public async Task Call_is_sent_to_the_base_address_in_its_options()
    {
        await using var other = await FakeChatServer.StartAsync(Guard);

        await Client.CreateAsync("Hi", new() { BaseAddress = other.BaseAddress }, Guard);

        other.Requests.Should().ContainSingle();
        Server.Requests.Should().BeEmpty();
    }

    [Test]
    public async Task Idempotency_key_is_the_same_in_every_attempt()
    {
        Options.RetryDelay = TimeSpan.Zero;
        Server.AnswersError(503, "Later.").AnswersJson(Hi);

        await Client.CreateAsync("Hi", new() { IdempotencyKey = "call-1" }, Guard);

        Server.Requests.Select(request => request.Headers["Idempotency-Key"]).Should().Equal("call-1", "call-1");
    }

    [Test]
    public async Task MaxRetries_of_a_call_takes_precedence_over_that_of_the_client()
    {
        Server.AnswersError(503, "Later.");

        await Client.Invoking(client => client.CreateAsync("Hi", new() { MaxRetries = 0 }, Guard)).Should().ThrowAsync<ChatApiException>();

        Server.Requests.Should().ContainSingle();
    }

    [Test]
    public async Task Header_of_a_call_is_sent_with_requests_for_streams_and_model_lists()
    {
        var options = new ChatCallOptions { Headers = { ["X-Trace"] = "1" } };

        await ReadAsync(Client.CreateStreamAsync("Hi", options, Guard));
        await Client.ListModelsAsync(options, Guard);

        Server.Requests.Should().OnlyContain(request => request.Headers["X-Trace"] == "1");
    }

    [TestCase("stream")]
    [TestCase("many")]
    [TestCase("tools")]
    [TestCase("conversation")]
    [TestCase("conversation, with a message")]
    public async Task Changes_to_the_options_after_the_method_has_returned_have_no_effect(string kind)
    {
        var options = new ChatCallOptions { Headers = { ["X-Tenant"] = "a" } };
        var read = kind switch
        {
            "stream" => DrainAsync(Client.CreateStreamAsync("Hi", options, Guard)),
            "many" => DrainAsync(Client.CreateManyAsync(["Hi", "Hi"], 1, options, Guard)),
            "tools" => DrainAsync(Client.RunToolsStreamAsync("Hi", [], options: options, cancellationToken: Guard)),
            "conversation" => DrainAsync(new ChatConversation(Client).SendStreamAsync("Hi", options, Guard)),
            _ => DrainAsync(new ChatConversation(Client).SendStreamAsync(ChatMessage.User("Hi"), options, Guard)),
        };

        options.Headers["X-Tenant"] = "b";
        await read();

        Server.Requests.Should().NotBeEmpty().And.OnlyContain(request => request.Headers["X-Tenant"] == "a");

        static Func<Task> DrainAsync<T>(IAsyncEnumerable<T> items) => () => CollectAsync(items);
    }

    [Test]
    public async Task Call_that_would_send_a_key_over_plain_http_to_another_machine_throws()
    {
        const string Remote = "http://api.example.com/v1";
        ChatCallOptions[] all =
        [
            new() { BaseAddress = Remote, Headers = { ["Helicone-Auth"] = "sk-secret" } },
            new() { BaseAddress = Remote, Query = { ["code"] = "sk-secret" } },
            new() { BaseAddress = $"{Remote}?key=sk-secret" },
        ];

        foreach (var options in all)
        {
            var call = () => Client.CreateAsync("Hi", options, Guard);

            (await call.Should().ThrowAsync<ArgumentException>()).Which.Message.Should().Contain("AllowInsecureHttp").And.NotContain("sk-secret");
        }
    }

    [Test]
    public async Task Exception_names_the_option_that_is_out_of_range()
    {
        var call = () => Client.CreateAsync("Hi", new() { MaxRetries = -1 }, Guard);

        (await call.Should().ThrowAsync<ArgumentException>()).Which.Message.Should().Contain("MaxRetries");
        Server.Requests.Should().BeEmpty();
    }
}
