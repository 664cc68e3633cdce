namespace ChatSdk.Tests.Calls.Limits;

/// <summary>Tests that the tokens of a request are estimated before it is sent, and that the estimate is corrected when the call ends.</summary>
[TestFixture]
public sealed class TokenLimitTests : RateLimitTest
{
    [SetUp]
    public void LimitTokens()
    {
        // The client uses only 98% of the allowed tokens per minute, so this limit allows ten tokens per second.
        Options.RateLimits = new() { TokensPerMinute = 60_000 / 98 };
        Options.TokenCounter = text => text.Length;
    }

    [Test]
    public async Task Next_request_waits_until_the_reported_tokens_are_replenished()
    {
        Server.AnswersText("Hi").WithUsage(new() { PromptTokens = 40, CompletionTokens = 60, TotalTokens = 100 });
        await Client.CreateAsync("Hi", cancellationToken: Guard);
        var next = Client.CreateAsync("Hi", cancellationToken: Guard);

        await PassAsync(10);

        (await next).Should().NotBeNull();
    }

    [Test]
    public async Task Estimated_tokens_of_a_request_in_progress_count_toward_the_limit()
    {
        Server.Answers(Testing.FakeAnswer.Silence()).AnswersText("Hi");
        var running = Client.CreateAsync(new string('x', 96), cancellationToken: Guard);
        await Server.NextRequestAsync(Guard);
        var next = Client.CreateAsync("Hi", cancellationToken: Guard);

        await PassAsync(10);

        (await next).Should().NotBeNull();
        running.IsCompleted.Should().BeFalse();
    }

    [Test]
    public async Task Rejected_request_costs_no_tokens()
    {
        Server.AnswersError(400, "No.").AnswersText("Hi");
        await FluentActions.Awaiting(() => Client.CreateAsync(new string('x', 1000), cancellationToken: Guard)).Should().ThrowAsync<ChatApiException>();

        var answer = await Client.CreateAsync("Hi", cancellationToken: Guard);

        answer.Text.Should().Be("Hi");
    }

    [Test]
    public async Task Stream_that_is_disposed_early_costs_the_tokens_of_its_prompt_and_of_the_received_text()
    {
        Server.Streams("1234567890", "1234567890").ThenHangs();
        await using (var stream = Client.CreateStreamAsync("1234", cancellationToken: Guard).GetAsyncEnumerator(Guard))
        {
            while (await stream.MoveNextAsync() && stream.Current.Text.Length == 0)
            {
                // The first chunks have no text.
            }
        }

        var next = Client.CreateAsync("Hi", cancellationToken: Guard);

        // The prompt has four tokens, and the received text ten. Each also has four tokens of overhead.
        await PassAsync(((4 + 4) + (4 + 10)) / 10.0);
        (await next).Should().NotBeNull();
    }

    [Test]
    public async Task Answer_is_expected_to_be_as_long_as_earlier_ones()
    {
        Options.RateLimits!.FollowServer = false;
        Server.AnswersText("Hi").WithUsage(new() { PromptTokens = 6, CompletionTokens = 94, TotalTokens = 100 }).Answers(Testing.FakeAnswer.Silence()).AnswersText("Hi");
        await Client.CreateAsync("Hi", cancellationToken: Guard);
        var running = Client.CreateAsync("Hi", cancellationToken: Guard);
        await PassAsync(10);
        await Server.NextRequestAsync(Guard);
        await Server.NextRequestAsync(Guard);

        var next = Client.CreateAsync("Hi", cancellationToken: Guard);

        await PassAsync(10);
        (await next).Should().NotBeNull();
        running.IsCompleted.Should().BeFalse();
    }
}
