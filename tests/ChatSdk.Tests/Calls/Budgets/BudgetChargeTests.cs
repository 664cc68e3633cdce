using ChatSdk.Testing;

namespace ChatSdk.Tests.Budgets;

/// <summary>Tests how many tokens and what cost a request adds to a budget, depending on the reported usage, the model, and how the request ends.</summary>
[TestFixture]
public sealed class BudgetChargeTests : BudgetTest
{
    private ChatBudget Budget => Options.Budget ??= new();

    // A million tokens cost 2 for input, 0.5 for cached input and 10 for output.
    [TestCase("""{"prompt_tokens":100,"completion_tokens":10,"total_tokens":110}""", 100, 0, 10, 300)]
    [TestCase("""{"prompt_tokens":100,"completion_tokens":10,"prompt_tokens_details":{"cached_tokens":80}}""", 100, 80, 10, 180)]
    [TestCase("""{"prompt_tokens":100,"completion_tokens":10,"cache_read_input_tokens":800}""", 900, 800, 10, 700)]
    [TestCase("""{"prompt_tokens":100,"completion_tokens":10,"total_tokens":150,"reasoning_tokens":40}""", 100, 0, 50, 700)]
    [TestCase("""{"prompt_tokens":100,"completion_tokens":10,"total_tokens":110,"completion_tokens_details":{"reasoning_tokens":8}}""", 100, 0, 10, 300)]
    [TestCase("""{"prompt_tokens":100,"total_tokens":150}""", 100, 0, 50, 700)]
    [TestCase("""{"total_tokens":56}""", InputOfHi, 0, 50, 512)]
    [TestCase("""{"prompt_tokens":-5,"completion_tokens":-1,"total_tokens":-6}""", 0, 0, 0, 0)]
    [TestCase("""{"prompt_tokens":0,"completion_tokens":0,"total_tokens":0}""", InputOfHi, 0, 9, 102)]
    [TestCase("{}", InputOfHi, 0, 9, 102)]
    [TestCase("null", InputOfHi, 0, 9, 102)]
    public async Task Tokens_and_cost_are_counted_from_every_form_of_usage_or_estimated_if_there_is_none(string usage, long input, long cached, long output, decimal millionths)
    {
        Options.Budget = new();
        Server.AnswersJson($$"""{"choices":[{"index":0,"message":{"role":"assistant","content":"Hello"},"finish_reason":"stop"}],"usage":{{usage}}}""");

        await SendAsync();

        Budget.Spent.Should().Be(new ChatSpending { Requests = 1, InputTokens = input, CachedInputTokens = cached, OutputTokens = output, Cost = millionths / 1_000_000 });
    }

    [Test]
    public async Task Extreme_token_counts_do_not_overflow()
    {
        Options.Budget = new();
        Server.AnswersAlways(FakeAnswer.Text("Hi").WithUsage(new() { PromptTokens = long.MaxValue, CompletionTokens = long.MaxValue, TotalTokens = long.MinValue }));

        await SendAsync();
        await SendAsync();

        Budget.Spent.TotalTokens.Should().Be(4L * int.MaxValue);
    }

    [TestCase("big", 1000)]
    [TestCase("BIG", 1000)]
    [TestCase("other", 30)]
    [TestCase(null, 30)]
    public async Task Cost_depends_on_the_model_that_answered_or_if_it_has_no_price_on_the_requested_model(string? model, decimal millionths)
    {
        Options.Prices["big"] = new() { Input = 100 };
        Options.Budget = new();
        Server.AnswersJson($$$"""{"model":"{{{model}}}","choices":[{"index":0,"message":{"content":"Hi"},"finish_reason":"stop"}],"usage":{"prompt_tokens":10,"completion_tokens":0,"total_tokens":10}}""");
        Options.Prices["m"] = new() { Input = 3 };

        await SendAsync();

        Budget.Spent.Cost.Should().Be(millionths / 1_000_000);
    }

    [Test]
    public async Task Cost_depends_on_the_model_that_WithField_sets()
    {
        Options.Prices["big"] = new() { Input = 100 };
        Server.AnswersJson("""{"choices":[{"index":0,"message":{"content":"Hi"},"finish_reason":"stop"}],"usage":{"prompt_tokens":10,"completion_tokens":0}}""");
        var budget = new ChatBudget { MaxCost = 1 };

        await Client.CreateAsync(_hello.WithField("model", "big"), new() { Budget = budget }, Guard);

        budget.Spent.Cost.Should().Be(0.001m);
    }

    [Test]
    public async Task Output_and_cached_input_without_a_price_cost_as_much_as_the_input()
    {
        Options.Prices["m"] = new() { Input = 3 };
        Options.Budget = new();
        Server.AnswersJson("""{"choices":[{"index":0,"message":{"content":"Hi"},"finish_reason":"stop"}],"usage":{"prompt_tokens":10,"completion_tokens":5,"cached_tokens":4}}""");

        await SendAsync();

        Budget.Spent.Cost.Should().Be(0.000045m);
    }

    [Test]
    public async Task Model_without_a_price_costs_nothing_if_the_cost_is_not_limited()
    {
        Options.Prices.Clear();
        Options.Budget = new() { MaxTokens = 100 };
        Server.Answers(Answer());

        await SendAsync();

        Budget.Spent.Should().Be(new ChatSpending { Requests = 1, InputTokens = 10, OutputTokens = 5 });
    }

    [Test]
    public async Task Stream_is_charged_for_the_usage_that_the_server_reports()
    {
        Options.Budget = new();
        Server.Answers(FakeAnswer.Stream("He", "llo").WithUsage(new() { PromptTokens = 10, CompletionTokens = 5 }));

        await StreamAsync(_hello);

        Budget.Spent.Should().Be(new ChatSpending { Requests = 1, InputTokens = 10, OutputTokens = 5, Cost = 0.00007m });
    }

    [Test]
    public async Task Stream_without_usage_is_charged_for_an_estimate()
    {
        Options.Budget = new();
        Server.Answers(FakeAnswer.Events(Piece("Hello"), Finish, "[DONE]"));

        await StreamAsync(_hello);

        Budget.Spent.Should().Be(new ChatSpending { Requests = 1, InputTokens = InputOfHi, OutputTokens = 9, Cost = 0.000102m });
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task Interrupted_stream_is_charged_for_its_input_and_the_received_text(bool hasEarlyUsage)
    {
        Options.Budget = new();
        var usage = hasEarlyUsage ? ""","usage":{"prompt_tokens":6,"completion_tokens":1}""" : "";
        Server.Answers(FakeAnswer.Events($$$"""{"choices":[{"index":0,"delta":{"content":"Hel"}}]{{{usage}}}}""", Piece("lo")).ThenResets());

        await ReadBrokenAsync();

        Budget.Spent.Should().Be(new ChatSpending { Requests = 1, InputTokens = 6, OutputTokens = 9, Cost = 0.000102m });
    }

    [Test]
    public async Task Abandoned_stream_is_charged_for_its_input_and_the_received_text()
    {
        Options.Budget = new();
        Server.Answers(FakeAnswer.Events(Piece("Hello")).ThenHangs());

        await foreach (var chunk in Client.CreateStreamAsync(_hello, cancellationToken: Guard))
        {
            Budget.Spent.Should().Be(new ChatSpending { Requests = 1 }, "the answer has not ended yet");
            break;
        }

        Budget.Spent.Should().Be(new ChatSpending { Requests = 1, InputTokens = InputOfHi, OutputTokens = 9, Cost = 0.000102m });
    }

    [Test]
    public async Task Canceled_call_is_charged_for_its_input()
    {
        Options.Budget = new();
        Server.Answers(FakeAnswer.Silence());
        using var cancel = new CancellationTokenSource();
        var call = Client.CreateAsync(_hello, cancellationToken: cancel.Token);
        await Server.NextRequestAsync(Guard);

        await cancel.CancelAsync();

        await FluentActions.Awaiting(() => call).Should().ThrowAsync<OperationCanceledException>();
        Budget.Spent.Should().Be(new ChatSpending { Requests = 1, InputTokens = InputOfHi, Cost = 0.000012m });
    }

    [Test]
    public async Task Every_attempt_is_charged_for_its_input_even_if_its_answer_is_lost()
    {
        (Options.Budget, Options.MaxRetries) = (new(), 2);
        Server.Answers(FakeAnswer.Drop()).Answers(FakeAnswer.Events(Piece("Hel")).ThenCuts()).Answers(Answer());

        await SendAsync();

        Budget.Spent.Should().Be(new ChatSpending { Requests = 3, InputTokens = InputOfHi + InputOfHi + 10, OutputTokens = 5, Cost = 0.000094m });
    }

    [Test]
    public async Task Request_that_the_server_answers_with_an_error_counts_but_adds_no_tokens()
    {
        (Options.Budget, Options.MaxRetries) = (new(), 1);
        Server.AnswersError(503, "Busy.").AnswersError(400, "Wrong.");

        await FluentActions.Awaiting(() => SendAsync()).Should().ThrowAsync<ChatApiException>();

        Budget.Spent.Should().Be(new ChatSpending { Requests = 2 });
    }

    [Test]
    public async Task Request_that_fails_before_it_is_sent_counts_but_adds_no_tokens()
    {
        (Options.Budget, Options.ApiKeyProvider) = (new(), _ => throw new InvalidOperationException("No key."));

        await FluentActions.Awaiting(() => SendAsync()).Should().ThrowAsync<InvalidOperationException>();

        Budget.Spent.Should().Be(new ChatSpending { Requests = 1 });
    }
}
