using ChatSdk.Testing;

namespace ChatSdk.Tests.Http;

/// <summary>Tests which calls are retried, and how often.</summary>
[TestFixture]
public sealed class RetryTests : ClientTest
{
    [SetUp]
    public void ShortenDelays() => Options.RetryDelay = TimeSpan.FromMilliseconds(1);

    [TestCase(400)]
    [TestCase(401)]
    [TestCase(402)]
    [TestCase(403)]
    [TestCase(404)]
    [TestCase(413)]
    [TestCase(422)]
    [TestCase(501)]
    [TestCase(505)]
    public async Task Call_is_not_retried_if_the_status_means_a_permanent_error(int status)
    {
        Server.AnswersAlways(FakeAnswer.Error(status, "No."));

        var failure = await FailAsync<ChatApiException>();

        failure.Attempts.Should().Be(1);
        failure.IsRetryable.Should().BeFalse();
        Server.Requests.Should().ContainSingle();
    }

    [Test]
    public async Task Call_can_have_its_own_maximum_number_of_retries()
    {
        Server.AnswersAlways(FakeAnswer.Error(503, "Never."));

        var act = () => Client.CreateAsync("Hi", new() { MaxRetries = 4 }, Guard);

        (await act.Should().ThrowAsync<ChatApiException>()).Which.Attempts.Should().Be(5);
        Server.Requests.Should().HaveCount(5);
    }

    [Test]
    public async Task Call_is_retried_if_the_connection_breaks_before_the_answer()
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
