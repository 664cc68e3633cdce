using ChatSdk.Testing;

namespace ChatSdk.Tests.Http;

/// <summary>Tests that all calls made with a client share a limited number of retries.</summary>
[TestFixture]
public sealed class RetryBudgetTests : ClientTest
{
    [SetUp]
    public void ShortenDelays() => Options.RetryDelay = Options.MaxRetryDelay = TimeSpan.FromMilliseconds(1);

    [Test]
    public async Task Calls_with_their_own_options_share_the_retry_budget()
    {
        Server.AnswersAlways(FakeAnswer.Error(503, "Out of order."));

        await FailAsync(new() { MaxRetries = 99 });
        await FailAsync(new() { MaxRetries = 99 });

        Server.Requests.Should().HaveCount(102);
    }

    [Test]
    public async Task Successful_calls_refill_the_retry_budget()
    {
        Server.AnswersAlways(FakeAnswer.Error(503, "Out of order."));
        await FailAsync(new() { MaxRetries = 1000 });
        Server.AnswersAlways(FakeAnswer.Json(Hi));
        for (var call = 0; call < 5; call++)
        {
            await Client.CreateAsync("Hi", cancellationToken: Guard);
        }

        Server.AnswersError(503, "For a moment.");
        var answer = await Client.CreateAsync("Hi", cancellationToken: Guard);

        answer.Text.Should().Be("Hi");
    }

    private async Task FailAsync(ChatCallOptions? options = null)
    {
        var act = () => Client.CreateAsync("Hi", options, Guard);
        await act.Should().ThrowAsync<ChatApiException>();
    }
}
