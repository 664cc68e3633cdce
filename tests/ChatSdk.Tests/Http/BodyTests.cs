using ChatSdk.Testing;

namespace ChatSdk.Tests.Http;

/// <summary>Tests bodies that are truncated, stalled or too long.</summary>
[TestFixture]
public sealed class BodyTests : ClientTest
{
    [SetUp]
    public void ShortenDelays() => Options.RetryDelay = TimeSpan.FromMilliseconds(1);

    [Test]
    public async Task Answer_longer_than_the_limit_throws_and_closes_the_connection()
    {
        Options.MaxMessageBytes = 100_000;
        Server.AnswersAlways(FakeAnswer.Json(new string(' ', 200_000)).ThenHangs());

        (await FailAsync<ChatProtocolException>()).Message.Should().Contain("MaxMessageBytes");
        await (await Server.NextRequestAsync(Guard)).ClientDisconnected.WaitAsync(Guard);
    }

    [Test]
    public async Task Answer_whose_length_equals_the_limit_is_read()
    {
        Options.MaxMessageBytes = 100_000;
        Server.Answers(FakeAnswer.Json(Hi.PadRight(100_000)));

        (await Client.CreateAsync("Hi", cancellationToken: Guard)).Text.Should().Be("Hi");
    }

    [Test]
    public async Task Error_body_of_a_megabyte_is_preserved_up_to_64_KB()
    {
        Server.AnswersAlways(FakeAnswer.Raw(new string('x', 1_000_000), "text/plain", 400));

        var failure = await FailAsync<ChatApiException>();

        failure.ResponseBody.Length.Should().Be(64 * 1024);
        failure.Message.Length.Should().BeLessThan(1000);
    }

    [Test]
    public async Task Error_with_a_truncated_body_is_classified_by_its_status([Values] bool resets)
    {
        var half = FakeAnswer.Json("""{"error":{"mess""", 404);
        Server.AnswersAlways(resets ? half.ThenResets() : half.ThenCuts());

        (await FailAsync<ChatApiException>()).Kind.Should().Be(ChatErrorKind.NotFound);
    }

    [Test]
    public async Task Error_body_that_stalls_is_read_for_ten_seconds()
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
