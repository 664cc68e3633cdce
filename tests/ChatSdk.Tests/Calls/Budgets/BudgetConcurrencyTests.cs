using ChatSdk.Testing;

namespace ChatSdk.Tests.Budgets;

/// <summary>Tests budgets with several concurrent requests.</summary>
[TestFixture]
public sealed class BudgetConcurrencyTests : BudgetTest
{
    private const int _count = 100;

    private static readonly FakeAnswer _hundredTokens = FakeAnswer.Text("Hi").WithUsage(new() { PromptTokens = 10, CompletionTokens = 90 });

    [Test]
    public async Task Concurrent_calls_do_not_exceed_the_maximum_number_of_requests()
    {
        Options.Budget = new() { MaxRequests = 10 };
        Server.AnswersAlways(Answer());

        var results = await Task.WhenAll(Enumerable.Range(0, _count).Select(_ => Client.TryCreateAsync(_hello, cancellationToken: Guard)));

        results.Count(result => result.IsSuccess).Should().Be(10);
        results.Where(result => !result.IsSuccess).Select(result => result.Error).Should().AllBeOfType<ChatBudgetException>();
        Server.Requests.Should().HaveCount(10);
    }

    [Test]
    public async Task Concurrent_calls_use_all_of_the_budget_and_exceed_it_by_at_most_one_request()
    {
        Options.Budget = new() { MaxTokens = 1000 };
        Server.AnswersAlways(_hundredTokens);

        var results = await Task.WhenAll(Enumerable.Range(0, _count).Select(_ => Client.TryCreateAsync(_hello, cancellationToken: Guard)));

        Options.Budget.Spent.TotalTokens.Should().BeInRange(1000, 1100);
        results.Count(result => result.IsSuccess).Should().Be((int)Options.Budget.Spent.Requests).And.Be(Server.Requests.Count);
        results.Where(result => !result.IsSuccess).Select(result => result.Error).Should().AllBeOfType<ChatBudgetException>();
    }

    [Test]
    public async Task Concurrent_streams_do_not_exceed_the_budget_by_more_than_one_request()
    {
        Options.Budget = new() { MaxTokens = 1000 };
        Server.AnswersAlways(_hundredTokens);

        var results = await Task.WhenAll(Enumerable.Range(0, _count).Select(async _ =>
        {
            try
            {
                return await StreamAsync(_hello);
            }
            catch (ChatBudgetException)
            {
                return [];
            }
        }));

        results.Should().Contain(chunks => chunks.Count > 0);
        Options.Budget.Spent.TotalTokens.Should().BeLessThanOrEqualTo(1100);
    }

    [Test]
    public async Task Concurrent_calls_count_toward_the_budgets_of_both_the_client_and_the_call()
    {
        Options.Budget = new();
        var scopes = Enumerable.Range(0, 4).Select(_ => new ChatBudget { MaxTokens = 500 }).ToList();
        Server.AnswersAlways(_hundredTokens);

        await Task.WhenAll(Enumerable.Range(0, _count).Select(number => Client.TryCreateAsync(_hello, new() { Budget = scopes[number % scopes.Count] }, Guard)));

        scopes.Should().AllSatisfy(scope => scope.Spent.TotalTokens.Should().Be(500));
        Options.Budget.Spent.Should().Be(new ChatSpending { Requests = 20, InputTokens = 200, OutputTokens = 1800, Cost = 0.0184m });
    }

    [Test]
    public async Task Call_waits_while_the_maximum_output_of_another_call_leaves_no_tokens_available()
    {
        Options.Budget = new() { MaxTokens = 100 };
        Server.Answers(FakeAnswer.Silence()).Answers(Answer());
        using var cancel = new CancellationTokenSource();
        var inFlight = Client.CreateAsync(_hello with { MaxCompletionTokens = 94 }, cancellationToken: cancel.Token);
        await Server.NextRequestAsync(Guard);

        var waiting = SendAsync();

        (waiting.IsCompleted, Server.Requests.Count).Should().Be((false, 1));
        await cancel.CancelAsync();
        await waiting;
        await FluentActions.Awaiting(() => inFlight).Should().ThrowAsync<OperationCanceledException>();
        Options.Budget.Spent.Should().Be(new ChatSpending { Requests = 2, InputTokens = InputOfHi + 10, OutputTokens = 5, Cost = 0.000082m });
    }

    [Test]
    public async Task Call_does_not_wait_if_the_maximum_output_of_another_call_leaves_tokens_available()
    {
        Options.Budget = new() { MaxTokens = 100 };
        Server.Answers(FakeAnswer.Silence()).Answers(Answer());
        using var cancel = new CancellationTokenSource();
        var inFlight = Client.CreateAsync(_hello with { MaxCompletionTokens = 93 }, cancellationToken: cancel.Token);
        await Server.NextRequestAsync(Guard);

        await SendAsync();

        inFlight.IsCompleted.Should().BeFalse();
        await cancel.CancelAsync();
        await FluentActions.Awaiting(() => inFlight).Should().ThrowAsync<OperationCanceledException>();
    }

    [Test]
    public async Task Waiting_call_can_be_canceled()
    {
        Options.Budget = new() { MaxTokens = 100 };
        Server.Answers(FakeAnswer.Silence());
        using var first = new CancellationTokenSource();
        using var second = new CancellationTokenSource();
        var inFlight = Client.CreateAsync(_hello, cancellationToken: first.Token);
        await Server.NextRequestAsync(Guard);
        var waiting = Client.CreateAsync(_hello, cancellationToken: second.Token);

        await second.CancelAsync();

        await FluentActions.Awaiting(() => waiting).Should().ThrowAsync<OperationCanceledException>();
        Options.Budget.Spent.Requests.Should().Be(1);
        await first.CancelAsync();
        await FluentActions.Awaiting(() => inFlight).Should().ThrowAsync<OperationCanceledException>();
    }

    [Test]
    public async Task Call_is_refused_while_an_open_stream_reserves_the_rest_of_the_budget()
    {
        Options.Budget = new() { MaxTokens = 100 };
        Server.Answers(FakeAnswer.Events(Piece("Hel"), Piece("lo"), Finish, "[DONE]")).Answers(Answer());

        await foreach (var chunk in Client.CreateStreamAsync(_hello, cancellationToken: Guard))
        {
            var refusal = await ShouldBeRefusedAsync(() => SendAsync());
            refusal.Message.Should().Be("The rest of the budget is reserved for open streams. Spent: 0 of 100 tokens (MaxTokens).");
        }

        await SendAsync();
        Options.Budget.Spent.Requests.Should().Be(2);
    }
}
