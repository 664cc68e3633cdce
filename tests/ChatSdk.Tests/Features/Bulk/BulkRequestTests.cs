using System.Globalization;
using ChatSdk.Testing;

namespace ChatSdk.Tests.Bulk;

/// <summary>Tests bulk runs: the order of the results, failed requests, and concurrency.</summary>
[TestFixture]
public sealed class BulkRequestTests : BulkTest
{
    [TestCase(1000, 50)]
    [TestCase(100, 7)]
    [TestCase(3, 8)]
    [TestCase(200, int.MaxValue)]
    [TestCase(0, 8)]
    public async Task Every_request_is_answered_once(int count, int maxConcurrency)
    {
        var results = await AllAsync(Client.CreateManyAsync(NewRequestsAsync(count), maxConcurrency));

        results.Select(result => result.Index).Order().Should().Equal(Enumerable.Range(0, count));
        results.Should().NotContain(result => !result.IsSuccess || result.Error != null);
        results.Select(result => result.Completion!.Text).Should().Equal(results.Select(result => $"You said: {result.Index}"));
        results.Select(result => result.Request.Messages[0].Text).Should().Equal(results.Select(result => result.Index.ToString(CultureInfo.InvariantCulture)));
        Server.Requests.Should().HaveCount(count);
        IsSourceClosed.Should().BeTrue();
    }

    [Test]
    public async Task Requests_from_a_list_are_answered()
    {
        var results = await AllAsync(Client.CreateManyAsync(NewRequests(20).ToList()));

        results.Select(result => result.Index).Order().Should().Equal(Enumerable.Range(0, 20));
    }

    [Test]
    public async Task Results_are_in_order_with_a_concurrency_of_one()
    {
        var results = await AllAsync(Client.CreateManyAsync(NewRequests(30), maxConcurrency: 1));

        results.Select(result => result.Index).Should().Equal(Enumerable.Range(0, 30));
        Server.Requests.Select(request => request.Json!.Value.GetProperty("messages")[0].GetProperty("content").GetString()).Should().Equal(Enumerable.Range(0, 30).Select(number => number.ToString(CultureInfo.InvariantCulture)));
    }

    [Test]
    public async Task Result_is_returned_while_another_request_is_still_in_progress()
    {
        Server.Answers(FakeAnswer.Silence());
        await using var results = Client.CreateManyAsync(NewRequestsThenHangAsync(2), maxConcurrency: 2).GetAsyncEnumerator(Guard);

        (await results.MoveNextAsync()).Should().BeTrue("one of the two requests is answered although the other hangs");

        results.Current.IsSuccess.Should().BeTrue();
    }

    [Test]
    public async Task Concurrency_is_limited()
    {
        Server.AnswersAlways(FakeAnswer.Silence());
        await using var results = Client.CreateManyAsync(NewRequestsAsync(100), maxConcurrency: 3).GetAsyncEnumerator(Guard);

        var first = results.MoveNextAsync().AsTask();
        await NextRequestsAsync(3);

        first.IsCompleted.Should().BeFalse();
        RequestsRead.Should().Be(3, "no further request is read while three are in progress");
        await Server.DisposeAsync();
        await first;
        results.Current.Error.Should().BeOfType<ChatConnectionException>();
    }

    [Test]
    public async Task Requests_are_not_read_far_ahead_of_the_results_that_were_consumed()
    {
        const int MaxConcurrency = 5;
        var taken = 0;

        await foreach (var result in Client.CreateManyAsync(NewRequestsAsync(300), MaxConcurrency).WithCancellation(Guard))
        {
            taken++;
            (RequestsRead - taken).Should().BeLessThanOrEqualTo(MaxConcurrency + 1);
        }

        taken.Should().Be(300);
    }

    [Test]
    public async Task Failed_request_is_returned_as_a_result_and_does_not_stop_the_others()
    {
        Server.AnswersError(400, "Bad.").AnswersError(500, "Broken.").Answers(FakeAnswer.Drop()).Answers(FakeAnswer.Raw("<html>", "text/html"));

        var results = await AllAsync(Client.CreateManyAsync(NewRequests(6), maxConcurrency: 1));

        results.Select(result => result.Error?.GetType()).Should().Equal(typeof(ChatApiException), typeof(ChatApiException), typeof(ChatConnectionException), typeof(ChatProtocolException), null, null);
        results.Select(result => result.IsSuccess).Should().Equal(false, false, false, false, true, true);
        results.Select(result => result.Completion is null).Should().Equal(true, true, true, true, false, false);
    }

    [Test]
    public async Task Invalid_request_is_returned_as_a_failed_result()
    {
        ChatCompletionRequest[] requests = [null!, new() { Messages = [] }, new() { Messages = [null!] }, NewRequest(3)];

        var results = (await AllAsync(Client.CreateManyAsync(requests))).OrderBy(result => result.Index).ToList();

        results.Select(result => result.Error?.GetType()).Should().Equal(typeof(ArgumentNullException), typeof(ArgumentException), typeof(ArgumentException), null);
        Server.Requests.Should().ContainSingle();
    }

    [Test]
    public async Task Failed_call_is_retried()
    {
        Server.AnswersError(503, "Later.").AnswersError(503, "Later.");
        Options.RetryDelay = TimeSpan.FromMilliseconds(1);

        var results = await AllAsync(Client.CreateManyAsync(NewRequests(5), options: new ChatCallOptions { MaxRetries = 2 }));

        results.Should().HaveCount(5).And.OnlyContain(result => result.IsSuccess);
        Server.Requests.Should().HaveCount(7);
    }

    [Test]
    public async Task Idempotency_key_of_each_request_ends_with_its_index()
    {
        await AllAsync(Client.CreateManyAsync(NewRequests(12), options: new ChatCallOptions { IdempotencyKey = "night-run" }));

        Server.Requests.Select(request => request.Headers["Idempotency-Key"]).Should().BeEquivalentTo(Enumerable.Range(0, 12).Select(number => $"night-run-{number}"));
    }

    [Test]
    public void Invalid_arguments_throw_before_enumeration()
    {
        FluentActions.Invoking(() => Client.CreateManyAsync((IEnumerable<ChatCompletionRequest>)null!)).Should().Throw<ArgumentNullException>();
        FluentActions.Invoking(() => Client.CreateManyAsync((IAsyncEnumerable<ChatCompletionRequest>)null!)).Should().Throw<ArgumentNullException>();
        FluentActions.Invoking(() => Client.CreateManyAsync(NewRequests(1), maxConcurrency: 0)).Should().Throw<ArgumentOutOfRangeException>();
    }
}
