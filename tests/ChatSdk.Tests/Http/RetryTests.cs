using ChatSdk.Testing;

namespace ChatSdk.Tests.Http;

/// <summary>What is tried again, and how often.</summary>
[TestFixture]
public sealed class RetryTests : ClientTest
{
    [SetUp]
    public void Hurry() => Options.RetryDelay = TimeSpan.FromMilliseconds(1);

    [TestCase(408)]
    [TestCase(409)]
    [TestCase(425)]
    [TestCase(429)]
    [TestCase(500)]
    [TestCase(502)]
    [TestCase(503)]
    [TestCase(504)]
    [TestCase(524)]
    [TestCase(529)]
    public async Task Call_is_tried_again_after_a_status_that_may_pass(int status)
    {
        Server.AnswersError(status, "Not now.").AnswersJson(Hi);

        var answer = await Client.CreateAsync("Hi", cancellationToken: Guard);

        answer.Text.Should().Be("Hi");
        Server.Requests.Should().HaveCount(2);
        Server.Requests[1].Body.Should().Be(Server.Requests[0].Body);
    }

    [TestCase(400)]
    [TestCase(401)]
    [TestCase(402)]
    [TestCase(403)]
    [TestCase(404)]
    [TestCase(413)]
    [TestCase(422)]
    [TestCase(501)]
    [TestCase(505)]
    public async Task Call_is_not_tried_again_after_a_status_that_stays(int status)
    {
        Server.AnswersAlways(FakeAnswer.Error(status, "No."));

        var failure = await FailAsync<ChatApiException>();

        failure.Attempts.Should().Be(1);
        failure.IsRetryable.Should().BeFalse();
        Server.Requests.Should().ContainSingle();
    }

    [Test]
    public async Task Call_is_not_tried_again_once_a_budget_is_used_up()
    {
        Server.AnswersAlways(FakeAnswer.Error(429, "You exceeded your current quota.", "insufficient_quota", "insufficient_quota"));

        var failure = await FailAsync<RateLimitException>();

        failure.IsBudget.Should().BeTrue();
        Server.Requests.Should().ContainSingle();
    }

    [TestCase(400, "true", 2)]
    [TestCase(400, "maybe", 1)]
    [TestCase(500, "false", 1)]
    [TestCase(429, "false", 1)]
    public async Task Word_of_the_server_stands_above_its_status(int status, string word, int requests)
    {
        Server.Answers(FakeAnswer.Error(status, "Hm.").WithHeader("x-should-retry", word)).AnswersJson(Hi);

        try
        {
            await Client.CreateAsync("Hi", cancellationToken: Guard);
        }
        catch (ChatApiException failure)
        {
            failure.IsRetryable.Should().BeFalse();
        }

        Server.Requests.Should().HaveCount(requests);
    }

    [TestCase(2, 3)]
    [TestCase(1, 2)]
    [TestCase(0, 1)]
    public async Task Call_is_given_up_after_so_many_retries(int retries, int attempts)
    {
        Options.MaxRetries = retries;
        Server.AnswersAlways(FakeAnswer.Error(503, "Never.").WithHeader("x-request-id", "req-1"));

        var failure = await FailAsync<ChatApiException>();

        failure.Attempts.Should().Be(attempts);
        failure.RequestId.Should().Be("req-1");
        failure.IsRetryable.Should().BeTrue();
        Server.Requests.Should().HaveCount(attempts);
    }

    [Test]
    public async Task Call_may_have_a_number_of_retries_of_its_own()
    {
        Server.AnswersAlways(FakeAnswer.Error(503, "Never."));

        var act = () => Client.CreateAsync("Hi", new() { MaxRetries = 4 }, Guard);

        (await act.Should().ThrowAsync<ChatApiException>()).Which.Attempts.Should().Be(5);
        Server.Requests.Should().HaveCount(5);
    }

    [Test]
    public async Task Connection_that_is_refused_is_tried_again()
    {
        Options.BaseAddress = PuppetServer.DeadAddress();

        var failure = await FailAsync<ChatConnectionException>();

        failure.Kind.Should().Be(ChatConnectionErrorKind.Refused);
        failure.Attempts.Should().Be(3);
    }

    [Test]
    public async Task Connection_that_breaks_before_the_answer_is_tried_again()
    {
        Server.Answers(FakeAnswer.Drop()).Answers(FakeAnswer.Json("").ThenResets()).AnswersJson(Hi);

        var answer = await Client.CreateAsync("Hi", cancellationToken: Guard);

        answer.Text.Should().Be("Hi");
        Server.Requests.Should().HaveCount(3);
    }

    private async Task<T> FailAsync<T>()
        where T : ChatException
    {
        var act = () => Client.CreateAsync("Hi", cancellationToken: Guard);
        return (await act.Should().ThrowAsync<T>()).Which;
    }
}
