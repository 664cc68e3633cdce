using ChatSdk.Testing;
using Microsoft.Extensions.Logging;

namespace ChatSdk.Tests.Fallback;

/// <summary>Tests to which of several servers a request is sent.</summary>
[TestFixture]
public sealed class AddFallbackTests : FallbackTest
{
    [TestCase(429, "Slow down.", null)]
    [TestCase(429, "You exceeded your current quota.", "insufficient_quota")]
    [TestCase(402, "Top up your account.", null)]
    [TestCase(503, "Busy.", null)]
    [TestCase(529, "Overloaded.", null)]
    [TestCase(502, "Bad gateway.", null)]
    public async Task Call_moves_to_the_next_server_after_a_rate_limit_an_exhausted_quota_or_a_server_error(int status, string message, string? code)
    {
        First.AnswersError(status, message, code: code);

        var answer = await Client.CreateAsync("Hi", cancellationToken: Guard);

        answer.Text.Should().Be("You said: Hi");
        First.Requests.Should().ContainSingle();
        var moved = Second.Requests.Should().ContainSingle().Subject;
        moved.Json!.Value.GetProperty("model").GetString().Should().Be("second-model");
        moved.Headers["Authorization"].Should().Be("Bearer second-key");
    }

    [Test]
    public async Task Stream_that_fails_before_its_first_chunk_moves_to_the_next_server()
    {
        First.Answers(FakeAnswer.Drop());

        var text = await ReadAsync(Client.CreateStreamAsync("Hi", cancellationToken: Guard));

        text.Should().Be("You said: Hi");
    }

    [Test]
    public async Task Stream_that_fails_after_its_first_chunk_does_not_move_to_another_server()
    {
        First.Answers(FakeAnswer.Stream("Hel", "lo").ThenCuts());

        var act = () => ReadAsync(Client.CreateStreamAsync("Hi", cancellationToken: Guard));

        (await act.Should().ThrowAsync<ChatConnectionException>()).Which.Partial!.Text.Should().Be("Hello");
        Second.Requests.Should().BeEmpty();
    }

    [Test]
    public async Task Stream_is_resumed_at_the_server_that_sent_its_first_chunk()
    {
        UseServers(options => options.Servers.Add(new() { BaseAddress = Second.BaseAddress, Model = "second-model", RetryDelay = TimeSpan.Zero, StreamResumption = StreamResumption.PrefixMessage }));
        First.Answers(FakeAnswer.Drop());
        Second.Streams("Hel").ThenCuts().Streams("lo");

        var text = await ReadAsync(Client.CreateStreamAsync("Hi", cancellationToken: Guard));

        text.Should().Be("Hello");
        First.Requests.Should().ContainSingle();
        Second.Requests.Should().HaveCount(2);
        var rest = Second.Requests[1].Chat!;
        (rest.Model, rest.Messages[^1].Text).Should().Be(("second-model", "Hel"));
        rest.Messages[^1].ExtraFields.Should().ContainKey("prefix");
    }

    [Test]
    public async Task Stream_is_not_resumed_at_another_server_if_the_server_that_began_it_is_unavailable()
    {
        First.Streams("Hel").ThenCuts().AnswersAlways(FakeAnswer.Error(503, "Busy."));

        var act = () => ReadAsync(Client.CreateStreamAsync("Hi", new ChatCallOptions { StreamResumption = StreamResumption.TrailingMessage }, Guard));

        (await act.Should().ThrowAsync<ChatConnectionException>()).Which.Partial!.Text.Should().Be("Hel");
        First.Requests.Should().HaveCount(3);
        Second.Requests.Should().BeEmpty();
    }

    [TestCase(400)]
    [TestCase(401)]
    [TestCase(404)]
    public async Task Call_does_not_move_to_the_next_server_after_status_400_401_or_404(int status)
    {
        First.AnswersError(status, "No.");

        var act = () => Client.CreateAsync("Hi", cancellationToken: Guard);

        await act.Should().ThrowAsync<ChatApiException>();
        Second.Requests.Should().BeEmpty();
    }

    [Test]
    public async Task Failed_server_is_skipped_during_its_cooldown()
    {
        First.AnswersError(503, "Busy.");
        await Client.CreateAsync("one", cancellationToken: Guard);

        await Client.CreateAsync("two", cancellationToken: Guard);
        Time.Advance(TimeSpan.FromSeconds(30));
        await Client.CreateAsync("three", cancellationToken: Guard);

        First.Requests.Should().HaveCount(2, "the second call skipped the first server");
        Second.Requests.Should().HaveCount(2);
    }

    [Test]
    public async Task Failed_server_is_skipped_until_its_Retry_After_has_elapsed()
    {
        First.Answers(FakeAnswer.Error(429, "Slow down.").WithHeader("Retry-After", "100"));
        await Client.CreateAsync("one", cancellationToken: Guard);

        Time.Advance(TimeSpan.FromSeconds(99));
        await Client.CreateAsync("two", cancellationToken: Guard);
        Time.Advance(TimeSpan.FromSeconds(1));
        await Client.CreateAsync("three", cancellationToken: Guard);

        First.Requests.Should().HaveCount(2);
    }

    [Test]
    public async Task Retries_prefer_the_first_available_server_and_the_last_error_is_thrown()
    {
        UseServers(options => options.Servers.Add(new() { BaseAddress = Second.BaseAddress, MaxRetries = 2, RetryDelay = TimeSpan.Zero }), retries: 2);
        First.AnswersError(503, "First is busy.").AnswersError(503, "First is busy.").AnswersError(503, "First is busy.");
        Second.AnswersError(503, "Second is busy.");

        var act = () => Client.CreateAsync("Hi", cancellationToken: Guard);

        var failure = (await act.Should().ThrowAsync<ChatApiException>()).Which;
        failure.Attempts.Should().Be(4);
        failure.Message.Should().Contain("First is busy.", "both servers are available at the same time, and the first is preferred");
        First.Requests.Should().HaveCount(3);
        Second.Requests.Should().ContainSingle();
    }

    [TestCase(503)]
    [TestCase(429)]
    [TestCase(502)]
    public async Task Retry_goes_to_the_server_that_is_available_soonest(int status)
    {
        UseServers(options => options.Servers.Add(new() { BaseAddress = Second.BaseAddress, RetryDelay = TimeSpan.Zero }), retries: 2);
        First.Answers(FakeAnswer.Error(503, "Down.").WithHeader("Retry-After", "600"));
        await Client.CreateAsync("one", cancellationToken: Guard);
        First.Answers(FakeAnswer.Error(503, "Down.").WithHeader("Retry-After", "600"));
        Second.AnswersError(status, "One moment.");

        var answer = await Client.CreateAsync("two", cancellationToken: Guard);

        answer.Text.Should().Be("You said: two");
        Second.Requests.Should().HaveCount(3, "the retry goes to the server that is available soonest");
    }

    [Test]
    public async Task Retries_skip_a_server_with_a_permanent_failure()
    {
        UseServers(options => options.Servers.Add(new() { BaseAddress = Second.BaseAddress, RetryDelay = TimeSpan.Zero }), retries: 2);
        First.AnswersError(402, "The balance is used up.");
        Second.AnswersError(503, "One moment.");

        var answer = await Client.CreateAsync("Hi", cancellationToken: Guard);

        answer.Text.Should().Be("You said: Hi");
        First.Requests.Should().ContainSingle();
    }

    [Test]
    public async Task First_server_is_tried_again_if_all_servers_are_in_cooldown()
    {
        UseServers(options => options.Servers.Add(new() { BaseAddress = Second.BaseAddress, MaxRetries = 0 }));
        First.AnswersError(503, "Busy.");
        Second.AnswersError(503, "Busy.");
        await FluentActions.Awaiting(() => Client.CreateAsync("one", cancellationToken: Guard)).Should().ThrowAsync<ChatApiException>();

        var answer = await Client.CreateAsync("two", cancellationToken: Guard);

        answer.Text.Should().Be("You said: two");
        First.Requests.Should().HaveCount(2);
    }

    [Test]
    public async Task Fallback_without_an_address_uses_the_first_server_with_another_model()
    {
        UseServers(options => options.Servers.Add(new() { Model = "smaller" }));
        First.AnswersError(503, "The larger one is busy.");

        await Client.CreateAsync("Hi", cancellationToken: Guard);

        First.Requests.Select(request => request.Json!.Value.GetProperty("model").GetString()).Should().Equal("m", "smaller");
        First.Requests.Should().OnlyContain(request => request.Headers["Authorization"] == "Bearer first-key");
    }

    [Test]
    public async Task Skipped_server_is_tried_if_no_other_can_answer()
    {
        UseServers(options => options.Servers.Add(new() { BaseAddress = Second.BaseAddress, MaxRetries = 0 }));
        First.AnswersError(503, "Busy.");
        await Client.CreateAsync("one", cancellationToken: Guard);
        Second.AnswersError(503, "Busy too.");

        var answer = await Client.CreateAsync("two", cancellationToken: Guard);

        answer.Text.Should().Be("You said: two");
        First.Requests.Should().HaveCount(2);
    }

    [Test]
    public async Task Server_that_answered_again_is_no_longer_skipped()
    {
        UseServers(options => options.Servers.Add(new() { BaseAddress = Second.BaseAddress, MaxRetries = 0 }));
        First.AnswersError(503, "Busy.");
        await Client.CreateAsync("one", cancellationToken: Guard);
        Second.AnswersError(503, "Busy too.");
        await Client.CreateAsync("two", cancellationToken: Guard);

        await Client.CreateAsync("three", cancellationToken: Guard);

        First.Requests.Should().HaveCount(3);
    }

    [Test]
    public async Task Fallback_without_an_address_can_have_another_key()
    {
        UseServers(options => options.Servers.Add(new() { ApiKey = "other-key", Headers = { ["X-Team"] = "two" } }));
        First.AnswersError(402, "This key has no budget left.");

        await Client.CreateAsync(new ChatCompletionRequest { Model = "requested", Messages = [ChatMessage.User("Hi")] }, cancellationToken: Guard);

        var second = First.Requests[1];
        second.Headers["Authorization"].Should().Be("Bearer other-key");
        second.Headers["X-Team"].Should().Be("two");
        second.Json!.Value.GetProperty("model").GetString().Should().Be("requested");
    }

    [TestCase("Authorization")]
    [TestCase("api-key")]
    [TestCase("X-Second-Key")]
    public async Task Call_with_its_own_key_does_not_fall_back(string header)
    {
        UseServers(options => options.Servers.Add(new() { BaseAddress = Second.BaseAddress, ApiKeyHeader = "X-Second-Key" }));
        var options = new ChatCallOptions { Headers = { [header] = "Bearer callers" } };
        First.AnswersError(402, "No budget.");

        var act = () => Client.CreateAsync("Hi", options, Guard);

        await act.Should().ThrowAsync<ChatRateLimitException>();
        Second.Requests.Should().BeEmpty("the key of the first server must not be sent to the second");
    }

    [Test]
    public async Task Call_with_its_own_query_does_not_fall_back()
    {
        First.AnswersError(402, "No budget.");

        var act = () => Client.CreateAsync("Hi", new ChatCallOptions { Query = { ["key"] = "callers" } }, Guard);

        await act.Should().ThrowAsync<ChatRateLimitException>();
        Second.Requests.Should().BeEmpty();
    }

    [Test]
    public async Task Fallback_is_logged_without_the_error_message()
    {
        First.AnswersError(503, "secret-words");

        await Client.CreateAsync("Hi", cancellationToken: Guard);

        Lines.Should().ContainSingle(line => line.EventId == 5 && line.Level == LogLevel.Warning).Which.Text.Should().Contain("(503)");
        Lines.Should().NotContain(line => line.Text.Contains("secret-words"));
    }

    private static async Task<string> ReadAsync(IAsyncEnumerable<ChatCompletionChunk> chunks)
    {
        var text = "";
        await foreach (var piece in chunks.TextChunksAsync(Guard))
        {
            text += piece;
        }

        return text;
    }
}
