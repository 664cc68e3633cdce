using ChatSdk.Testing;

namespace ChatSdk.Tests.Http;

/// <summary>Tests responses that end abnormally after the essential data has been received, responses that contain secrets, and the token of a canceled stream.</summary>
[TestFixture]
public sealed class LateFailureTests : ClientTest
{
    [SetUp]
    public void DisableRetries() => Options.MaxRetries = 0;

    [Test]
    public async Task Reset_after_the_finish_reason_leaves_the_answer_complete()
    {
        Server.Answers(FakeAnswer.Events(Piece("Hello"), Finish).ThenResets());

        (await ReadAsync(Client.CreateStreamAsync("Hi"))).Should().Be("Hello");
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task Error_is_read_even_if_its_body_never_ends_or_is_cut_off(bool hangs)
    {
        var time = new ManualTime();
        Options.TimeProvider = time;

        // The loop below may advance the clock by much more than ten seconds. The attempt timeout is disabled, so that only the limit for
        // reading an error body can end the call.
        Options.AttemptTimeout = Timeout.InfiniteTimeSpan;
        var body = FakeAnswer.Raw("""{"error":{"message":"Pay first.","code":"insufficient_quota"}}""", "application/json", 429);
        Server.Answers(hangs ? body.ThenHangs() : body.ThenCuts());

        var call = Client.CreateAsync("Hi", cancellationToken: Guard);
        if (hangs)
        {
            await time.NextTimerAsync(left => left == TimeSpan.FromSeconds(10), Guard);
            await Server.NextRequestAsync(Guard);
            while (!call.IsCompleted)
            {
                time.Advance(TimeSpan.FromSeconds(1));
                await Task.Yield();
            }
        }

        var failure = (await FluentActions.Awaiting(() => call).Should().ThrowAsync<ChatRateLimitException>()).Which;
        failure.IsQuotaExhausted.Should().BeTrue();
    }

    [Test]
    public async Task Cookie_set_by_one_response_is_not_sent_with_the_next_request()
    {
        Server.Answers(FakeAnswer.Json(Hi).WithHeader("Set-Cookie", "session=tenantA"));

        await Client.CreateAsync("Hi", cancellationToken: Guard);
        await Client.CreateAsync("Hi", cancellationToken: Guard);

        Server.Requests[1].Headers.Should().NotContainKey("Cookie");
    }

    [Test]
    public async Task Exception_message_about_a_redirect_does_not_contain_the_query_of_the_target()
    {
        Server.Answers(FakeAnswer.Json("{}", 307).WithHeader("Location", "http://example.org/v1?key=SECRET"));

        var failure = (await Client.Invoking(client => client.CreateAsync("Hi", cancellationToken: Guard)).Should().ThrowAsync<ChatApiException>()).Which;

        failure.Message.Should().Contain("http://example.org/v1").And.NotContain("SECRET");
    }

    [Test]
    public async Task Body_that_is_not_json_is_in_ResponseBody_but_not_in_ToString()
    {
        Server.Answers(FakeAnswer.Raw("topsecret_password xyz", "application/json"));

        var failure = (await Client.Invoking(client => client.CreateAsync("Hi", cancellationToken: Guard)).Should().ThrowAsync<ChatProtocolException>()).Which;

        failure.ToString().Should().NotContain("topsecret");
        failure.ResponseBody.Should().Contain("topsecret");
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task Exception_has_the_token_that_was_canceled(bool viaArgument)
    {
        using var method = new CancellationTokenSource();
        using var loop = new CancellationTokenSource();
        Server.Answers(FakeAnswer.Events(Piece("a")).ThenHangs());
        var fired = viaArgument ? method : loop;

        var read = async () =>
        {
            await foreach (var chunk in Client.CreateStreamAsync("Hi", cancellationToken: method.Token).WithCancellation(loop.Token))
            {
                await fired.CancelAsync();
            }
        };

        (await read.Should().ThrowAsync<OperationCanceledException>()).Which.CancellationToken.Should().Be(fired.Token);
    }
}
