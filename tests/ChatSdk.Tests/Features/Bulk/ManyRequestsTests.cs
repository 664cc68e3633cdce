using System.Globalization;
using ChatSdk.Testing;

namespace ChatSdk.Tests.Many;

/// <summary>Many questions at once: results, errors as results, and how much is under way.</summary>
[TestFixture]
public sealed class ManyRequestsTests : ManyTest
{
    [TestCase(1000, 50)]
    [TestCase(100, 7)]
    [TestCase(3, 8)]
    [TestCase(200, int.MaxValue)]
    [TestCase(0, 8)]
    public async Task Every_question_is_answered_once(int count, int maxConcurrency)
    {
        var results = await AllAsync(Client.CreateManyAsync(QuestionsAsync(count), maxConcurrency));

        results.Select(result => result.Index).Order().Should().Equal(Enumerable.Range(0, count));
        results.Should().NotContain(result => !result.IsSuccess || result.Error != null);
        results.Select(result => result.Completion!.Text).Should().Equal(results.Select(result => $"You said: {result.Index}"));
        results.Select(result => result.Request.Messages[0].Text).Should().Equal(results.Select(result => result.Index.ToString(CultureInfo.InvariantCulture)));
        Server.Requests.Should().HaveCount(count);
        IsSourceClosed.Should().BeTrue();
    }

    [Test]
    public async Task Questions_of_a_list_are_answered_too()
    {
        var results = await AllAsync(Client.CreateManyAsync(Questions(20).ToList()));

        results.Select(result => result.Index).Order().Should().Equal(Enumerable.Range(0, 20));
    }

    [Test]
    public async Task One_at_a_time_keeps_the_order()
    {
        var results = await AllAsync(Client.CreateManyAsync(Questions(30), maxConcurrency: 1));

        results.Select(result => result.Index).Should().Equal(Enumerable.Range(0, 30));
        Server.Requests.Select(request => request.Json!.Value.GetProperty("messages")[0].GetProperty("content").GetString()).Should().Equal(Enumerable.Range(0, 30).Select(number => number.ToString(CultureInfo.InvariantCulture)));
    }

    [Test]
    public async Task Result_comes_when_it_is_ready_and_not_in_the_order_of_the_questions()
    {
        Server.Answers(FakeAnswer.Silence());
        await using var results = Client.CreateManyAsync(QuestionsThenNothingAsync(2), maxConcurrency: 2).GetAsyncEnumerator(Guard);

        (await results.MoveNextAsync()).Should().BeTrue("one of the two is answered, whatever becomes of the other");

        results.Current.IsSuccess.Should().BeTrue();
    }

    [Test]
    public async Task No_more_are_under_way_than_allowed()
    {
        Server.AnswersAlways(FakeAnswer.Silence());
        await using var results = Client.CreateManyAsync(QuestionsAsync(100), maxConcurrency: 3).GetAsyncEnumerator(Guard);

        var first = results.MoveNextAsync().AsTask();
        await ArrivedAsync(3);

        first.IsCompleted.Should().BeFalse();
        Pulled.Should().Be(3, "none has an answer, so there is room for no other");
        await Server.DisposeAsync();
        await first;
        results.Current.Error.Should().BeOfType<ChatConnectionException>();
    }

    [Test]
    public async Task Questions_are_taken_no_faster_than_results()
    {
        const int Most = 5;
        var taken = 0;

        await foreach (var result in Client.CreateManyAsync(QuestionsAsync(300), Most).WithCancellation(Guard))
        {
            taken++;
            (Pulled - taken).Should().BeLessThanOrEqualTo(Most + 1);
        }

        taken.Should().Be(300);
    }

    [Test]
    public async Task Failure_is_a_result_and_does_not_end_the_others()
    {
        Server.AnswersError(400, "Bad.").AnswersError(500, "Broken.").Answers(FakeAnswer.Drop()).Answers(FakeAnswer.Raw("<html>", "text/html"));

        var results = await AllAsync(Client.CreateManyAsync(Questions(6), maxConcurrency: 1));

        results.Select(result => result.Error?.GetType()).Should().Equal(typeof(ChatApiException), typeof(ChatApiException), typeof(ChatConnectionException), typeof(ChatProtocolException), null, null);
        results.Select(result => result.IsSuccess).Should().Equal(false, false, false, false, true, true);
        results.Select(result => result.Completion is null).Should().Equal(true, true, true, true, false, false);
    }

    [Test]
    public async Task Request_that_cannot_be_sent_is_a_result()
    {
        ChatCompletionRequest[] requests = [null!, new() { Messages = [] }, new() { Messages = [null!] }, Question(3)];

        var results = (await AllAsync(Client.CreateManyAsync(requests))).OrderBy(result => result.Index).ToList();

        results.Select(result => result.Error?.GetType()).Should().Equal(typeof(ArgumentNullException), typeof(ArgumentException), typeof(ArgumentException), null);
        Server.Requests.Should().ContainSingle();
    }

    [Test]
    public async Task Failed_call_is_retried_as_any_other()
    {
        Server.AnswersError(503, "Later.").AnswersError(503, "Later.");
        Options.RetryDelay = TimeSpan.FromMilliseconds(1);

        var results = await AllAsync(Client.CreateManyAsync(Questions(5), options: new ChatCallOptions { MaxRetries = 2 }));

        results.Should().HaveCount(5).And.OnlyContain(result => result.IsSuccess);
        Server.Requests.Should().HaveCount(7);
    }

    [Test]
    public async Task Idempotency_keys_differ_by_the_number_of_the_request()
    {
        await AllAsync(Client.CreateManyAsync(Questions(12), options: new ChatCallOptions { IdempotencyKey = "night-run" }));

        Server.Requests.Select(request => request.Headers["Idempotency-Key"]).Should().BeEquivalentTo(Enumerable.Range(0, 12).Select(number => $"night-run-{number}"));
    }

    [Test]
    public void Arguments_are_checked_before_the_loop()
    {
        FluentActions.Invoking(() => Client.CreateManyAsync((IEnumerable<ChatCompletionRequest>)null!)).Should().Throw<ArgumentNullException>();
        FluentActions.Invoking(() => Client.CreateManyAsync((IAsyncEnumerable<ChatCompletionRequest>)null!)).Should().Throw<ArgumentNullException>();
        FluentActions.Invoking(() => Client.CreateManyAsync(Questions(1), maxConcurrency: 0)).Should().Throw<ArgumentOutOfRangeException>();
    }
}
