using System.Net;
using ChatSdk.Testing;
using Microsoft.Extensions.Http.Resilience;
using Polly;
using Polly.Retry;

namespace ChatSdk.Extensions.Resilience.Tests;

[TestFixture]
public sealed class RetryTests : ResilienceTest
{
    [Test]
    public async Task Number_of_retries_is_taken_from_the_resilience_options_unless_the_call_sets_it()
    {
        Server.AnswersAlways(FakeAnswer.Error(503, "Down."));
        var client = Resilient(options => options.Retry.MaxRetryAttempts = 4);

        var failure = await FailAsync<ChatApiException>(client);
        var ofCall = await FailAsync<ChatApiException>(client, new ChatCallOptions { MaxRetries = 1 });

        (failure.Attempts, ofCall.Attempts).Should().Be((5, 2));
    }

    [TestCase(DelayBackoffType.Constant, 3, 3)]
    [TestCase(DelayBackoffType.Linear, 3, 6)]
    [TestCase(DelayBackoffType.Exponential, 3, 5)]
    public async Task Delays_are_calculated_from_the_options(DelayBackoffType type, int first, int second)
    {
        Server.AnswersError(503, "Down.").AnswersError(503, "Down.").AnswersText("Hello.");
        var client = Timed(options =>
        {
            (options.Retry.BackoffType, options.Retry.UseJitter) = (type, false);
            options.Retry.Delay = TimeSpan.FromSeconds(3);
            options.Retry.MaxDelay = type == DelayBackoffType.Exponential ? TimeSpan.FromSeconds(5) : null;
        });

        var call = client.CreateAsync("Hi", cancellationToken: Guard);
        foreach (var seconds in new[] { first, second })
        {
            Time.Advance(await Time.NextTimerAsync(left => left == TimeSpan.FromSeconds(seconds), Guard));
        }

        (await call).Text.Should().Be("Hello.");
    }

    [Test]
    public async Task Delay_generator_is_used_if_the_server_requests_no_delay()
    {
        Server.AnswersError(503, "Down.").AnswersText("Hello.");
        var client = Timed(options => options.Retry.DelayGenerator = arguments => new(TimeSpan.FromSeconds(7 + arguments.AttemptNumber)));

        var call = client.CreateAsync("Hi", cancellationToken: Guard);
        Time.Advance(await Time.NextTimerAsync(left => left == TimeSpan.FromSeconds(7), Guard));

        (await call).Text.Should().Be("Hello.");
    }

    [Test]
    public async Task Custom_predicate_can_retry_an_error_that_is_not_retried_by_default()
    {
        Server.AnswersError(404, "The model is loading.").WithHeader("x-cluster", "a").AnswersText("Hello.");
        var client = Resilient(options => options.Retry.ShouldHandle = arguments =>
            new(arguments.Outcome.Result is { StatusCode: HttpStatusCode.NotFound } response && response.Headers.GetValues("x-cluster").Single() == "a"));

        var answer = await client.CreateAsync("Hi", cancellationToken: Guard);

        answer.Text.Should().Be("Hello.");
    }

    [Test]
    public async Task Custom_predicate_can_exclude_errors_from_retries()
    {
        Server.AnswersAlways(FakeAnswer.Error(500, "Down."));
        var client = Resilient(options => options.Retry.ShouldHandle = new PredicateBuilder<HttpResponseMessage>().HandleResult(response => response.StatusCode == HttpStatusCode.ServiceUnavailable));

        var failure = await FailAsync<ChatApiException>(client);

        failure.Attempts.Should().Be(1);
    }

    [Test]
    public async Task Custom_predicate_receives_an_HttpRequestException_for_an_interrupted_body()
    {
        Server.Answers(FakeAnswer.Bytes("{"u8.ToArray(), "application/json").ThenResets()).AnswersText("Hello.");
        var client = Resilient(options => options.Retry.ShouldHandle = new PredicateBuilder<HttpResponseMessage>().Handle<HttpRequestException>());

        var answer = await client.CreateAsync("Hi", cancellationToken: Guard);

        answer.Text.Should().Be("Hello.");
    }

    private static IEnumerable<TestCaseData> AnswersThatAreNeverRetried =>
    [
        new TestCaseData(FakeErrors.OpenAIInsufficientQuota).SetArgDisplayNames("an exhausted quota"),
        new TestCaseData(FakeAnswer.Error(500, "No.").WithHeader("x-should-retry", "false")).SetArgDisplayNames("x-should-retry: false"),
        new TestCaseData(FakeAnswer.Error(429, "Slow down.").WithHeader("Retry-After", "3600")).SetArgDisplayNames("a delay beyond MaxRetryAfter"),
        new TestCaseData(FakeAnswer.Raw("<html>", "text/html")).SetArgDisplayNames("a response that is not JSON"),
    ];

    [TestCaseSource(nameof(AnswersThatAreNeverRetried))]
    public async Task Custom_predicate_cannot_retry_a_failure_that_the_client_never_retries(FakeAnswer answer)
    {
        Server.AnswersAlways(answer);
        var client = Resilient(options => options.Retry.ShouldHandle = _ => PredicateResult.True());

        var failure = (await FluentActions.Awaiting(() => client.CreateAsync("Hi", cancellationToken: Guard)).Should().ThrowAsync<ChatException>()).Which;

        failure.Attempts.Should().Be(1);
        Server.Requests.Should().ContainSingle();
    }

    [Test]
    public async Task Retries_of_POST_requests_can_be_disabled()
    {
        Server.AnswersAlways(FakeAnswer.Error(503, "Down."));
        var client = Resilient(options => options.Retry.DisableForUnsafeHttpMethods());

        var failure = await FailAsync<ChatApiException>(client);
        await FailAsync<ChatApiException>(() => client.ListModelsAsync(cancellationToken: Guard));

        failure.Attempts.Should().Be(1);
        Server.Requests.Should().HaveCount(1 + 3);
    }

    [Test]
    public async Task OnRetry_is_called_with_the_response()
    {
        Server.AnswersError(503, "Down.").AnswersText("Hello.");
        var retries = new List<OnRetryArguments<HttpResponseMessage>>();
        var client = Resilient(options => options.Retry.OnRetry = arguments =>
        {
            retries.Add(arguments);
            return default;
        });

        await client.CreateAsync("Hi", cancellationToken: Guard);

        var retry = retries.Should().ContainSingle().Which;
        (retry.Outcome.Result!.StatusCode, retry.AttemptNumber).Should().Be((HttpStatusCode.ServiceUnavailable, 0));
    }

    [Test]
    public async Task Number_of_retries_is_taken_from_the_client_options_if_the_resilience_options_do_not_set_it()
    {
        Server.AnswersAlways(FakeAnswer.Error(503, "Down."));
        var client = Resilient(client: options => options.MaxRetries = 0);

        var failure = await FailAsync<ChatApiException>(client);

        failure.Attempts.Should().Be(1);
    }
}
