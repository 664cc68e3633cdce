using ChatSdk.Testing;

namespace ChatSdk.Tests.Http;

/// <summary>Bodies that are broken, too long or not an answer at all.</summary>
[TestFixture]
public sealed class BodyTests : ClientTest
{
    [SetUp]
    public void Hurry() => Options.RetryDelay = TimeSpan.FromMilliseconds(1);

    [Test]
    public async Task Answer_longer_than_the_limit_is_refused_and_the_server_left()
    {
        Options.MaxEventBytes = 100_000;
        Server.AnswersAlways(FakeAnswer.Json(new string(' ', 200_000)).ThenHangs());

        (await FailAsync<ChatProtocolException>()).Message.Should().Contain("MaxEventBytes");
        await (await Server.NextRequestAsync(Guard)).Left.WaitAsync(Guard);
    }

    [TestCase("", "application/json", "empty body")]
    [TestCase("<html><body>Log in, sk-secret</body></html>", "text/html", "text/html")]
    [TestCase("OK sk-secret", "text/plain", "text/plain")]
    [TestCase("""{"choices":[{"index":0,"message":{"content":"sk-secr""", "application/json", "application/json")]
    [TestCase("""{"answer":"sk-secret"}""", "application/json", "application/json")]
    [TestCase("null", "application/json", "application/json")]
    [TestCase("[]", "application/json", "application/json")]
    public async Task Answer_that_is_not_the_protocol_is_a_failure_that_keeps_it(string body, string contentType, string named)
    {
        Server.AnswersAlways(FakeAnswer.Raw(body, contentType).WithHeader("x-request-id", "req-1"));

        var failure = await FailAsync<ChatProtocolException>();

        failure.Message.Should().Contain(named).And.NotContain("sk-secr");
        failure.ResponseBody.Should().Be(body);
        failure.RequestId.Should().Be("req-1");
        failure.Attempts.Should().Be(1);
        Server.Requests.Should().ContainSingle();
    }

    [Test]
    public async Task Answer_that_is_cut_is_asked_for_again()
    {
        Server.Answers(FakeAnswer.Json(Hi[..^20]).ThenCuts()).Answers(FakeAnswer.Json(Hi[..^20]).ThenResets()).AnswersJson(Hi);

        var answer = await Client.CreateAsync("Hi", cancellationToken: Guard);

        answer.Text.Should().Be("Hi");
        Server.Requests.Should().HaveCount(3);
    }

    [Test]
    public async Task Answer_that_is_always_cut_is_a_broken_connection()
    {
        Server.AnswersAlways(FakeAnswer.Json(Hi[..^20]).WithHeader("x-request-id", "req-1").ThenCuts());

        var failure = await FailAsync<ChatConnectionException>();

        failure.Kind.Should().Be(ChatConnectionErrorKind.Reset);
        failure.Attempts.Should().Be(3);
        failure.RequestId.Should().Be("req-1");
    }

    [TestCase(301)]
    [TestCase(302)]
    [TestCase(303)]
    [TestCase(307)]
    [TestCase(308)]
    public async Task Redirect_is_named_and_never_followed(int status)
    {
        await using var other = await FakeChatServer.StartAsync(Guard);
        Options.ApiKey = "sk-secret";
        Server.AnswersAlways(FakeAnswer.Raw("", "text/plain", status).WithHeader("Location", $"{other.BaseAddress}/chat/completions"));

        var failure = await FailAsync<ChatApiException>();

        ((int)failure.Status).Should().Be(status);
        failure.Message.Should().Contain(other.BaseAddress).And.Contain("not followed");
        failure.Headers["Location"].Should().StartWith(other.BaseAddress);
        other.Requests.Should().BeEmpty();
        Server.Requests.Should().ContainSingle();
    }

    [Test]
    public async Task Error_of_a_megabyte_is_kept_up_to_64_kilobytes()
    {
        Server.AnswersAlways(FakeAnswer.Raw(new string('x', 1_000_000), "text/plain", 400));

        var failure = await FailAsync<ChatApiException>();

        failure.ResponseBody.Length.Should().Be(64 * 1024);
        failure.Message.Length.Should().BeLessThan(1000);
    }

    [Test]
    public async Task Error_whose_body_breaks_off_is_still_that_error([Values] bool resets)
    {
        var half = FakeAnswer.Json("""{"error":{"mess""", 404);
        Server.AnswersAlways(resets ? half.ThenResets() : half.ThenCuts());

        (await FailAsync<ChatApiException>()).Kind.Should().Be(ChatErrorKind.NotFound);
    }

    [Test]
    public async Task Error_whose_body_stands_still_is_given_ten_seconds()
    {
        var time = new ManualTime();
        Options.TimeProvider = time;
        Server.AnswersAlways(FakeAnswer.Json("""{"error":{"mess""", 404).ThenHangs());
        var call = FailAsync<ChatApiException>();

        await time.NextTimerAsync(left => left == TimeSpan.FromSeconds(10), Guard);
        time.Advance(TimeSpan.FromSeconds(10));

        (await call).Kind.Should().Be(ChatErrorKind.NotFound);
    }

    private async Task<T> FailAsync<T>()
        where T : ChatException
    {
        var act = () => Client.CreateAsync("Hi", cancellationToken: Guard);
        return (await act.Should().ThrowAsync<T>()).Which;
    }
}
