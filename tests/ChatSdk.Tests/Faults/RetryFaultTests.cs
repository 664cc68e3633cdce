using ChatSdk.Testing;

namespace ChatSdk.Tests.Faults;

/// <summary>Tests that the client retries after a transient failure, and when it stops. Row numbers refer to the table in <c>docs/errors-and-retries.md</c>.</summary>
/// <param name="streams">Whether the calls are streamed.</param>
[TestFixture(false)]
[TestFixture(true)]
public sealed class RetryFaultTests(bool streams) : BothFormsFaultTest(streams)
{
    [TestCase(408)]
    [TestCase(409)]
    [TestCase(425)]
    [TestCase(429)]
    [TestCase(500)]
    [TestCase(502)]
    [TestCase(503)]
    [TestCase(504)]
    [TestCase(520)]
    [TestCase(521)]
    [TestCase(522)]
    [TestCase(523)]
    [TestCase(524)]
    [TestCase(529)]
    [Fault(21, "408, 409 or 425 for the first attempt only", "the answer", Retried = "yes", Kept = "all")]
    [Fault(29, "500, 502, 503, 504, 520–524 or 529 for the first attempt only", "the answer", Retried = "yes", Kept = "all")]
    public async Task Rows_21_29_call_is_retried_after_a_transient_status(int status)
    {
        Server.AnswersError(status, "Not now.").AnswersJson(Hi);

        var answer = await SendPromptAsync();

        answer.Text.Should().Be("Hi");
        Server.Requests.Should().HaveCount(2);
        Server.Requests[1].Body.Should().Be(Server.Requests[0].Body);
    }

    [TestCase(400, "true", 2)]
    [TestCase(400, "maybe", 1)]
    [TestCase(500, "false", 1)]
    [TestCase(503, "false", 1)]
    [Fault(28, "`x-should-retry: true` with 400, or `x-should-retry: false` with 500", "the answer for `true`, and `ChatApiException` for `false`", Retried = "as the server requests")]
    public async Task Row_28_should_retry_header_overrides_the_status_only_if_it_is_true_or_false(int status, string word, int requests)
    {
        Server.Answers(FakeAnswer.Error(status, "Hm.").WithHeader("x-should-retry", word)).AnswersJson(Hi);

        if (requests > 1)
        {
            (await SendPromptAsync()).Text.Should().Be("Hi");
        }
        else
        {
            var failure = await FailAsync<ChatApiException>();
            failure.IsRetryable.Should().BeFalse();
            failure.Attempts.Should().Be(requests);
        }

        Server.Requests.Should().HaveCount(requests);
    }

    [TestCase(2, 3)]
    [TestCase(1, 2)]
    [TestCase(0, 1)]
    [Fault(31, "503 for every attempt", "`ChatApiException` (Overloaded), whose `Attempts` is 3", Retried = "`MaxRetries` times (by default, twice)", Kept = "last body")]
    public async Task Row_31_call_throws_after_the_maximum_number_of_retries(int retries, int attempts)
    {
        Options.MaxRetries = retries;
        for (var attempt = 1; attempt <= attempts; attempt++)
        {
            Server.Answers(FakeAnswer.Error(503, $"Not now, {attempt}.").WithHeader("x-request-id", $"req-{attempt}"));
        }

        var failure = await FailAsync<ChatApiException>();

        failure.Kind.Should().Be(ChatErrorKind.Overloaded);
        failure.ResponseBody.Should().Contain($"Not now, {attempts}.");
        failure.RequestId.Should().Be($"req-{attempts}");
        failure.IsRetryable.Should().BeTrue();
        ShouldHaveBeenSent(attempts, failure);
    }

    [Test]
    [Fault(32, "an outage during 200 concurrent calls", "each call throws the server's error; there are at most a hundred retries in total", Retried = "until the retry budget is exhausted")]
    public async Task Row_32_retry_budget_limits_the_total_number_of_retries()
    {
        const int Calls = 200;
        Server.AnswersAlways(FakeAnswer.Error(503, "Out of order."));

        var failures = await Task.WhenAll(Enumerable.Range(0, Calls).Select(_ => FailAsync<ChatApiException>()));

        failures.Sum(failure => failure.Attempts).Should().Be(Calls + 100);
        Server.Requests.Should().HaveCount(Calls + 100);
    }
}
