using ChatSdk.Testing;

namespace ChatSdk.Tests.Faults;

/// <summary>Tests calls whose budget is used up. Row numbers refer to the table in <c>docs/errors-and-retries.md</c>.</summary>
[TestFixture]
public sealed class BudgetFaultTests : FaultTest
{
    [Test]
    [Fault(83, "a [budget](budgets.md) is used up", "`ChatBudgetException` with `Spent`; nothing is sent, not even to a fallback server")]
    public async Task Row_83_call_whose_budget_is_used_up_is_not_sent()
    {
        Options.Budget = new() { MaxRequests = 1 };
        Server.AnswersAlways(FakeAnswer.Text("Hi"));
        await Client.CreateAsync("Hi", cancellationToken: Guard);

        var failure = await FailAsync<ChatBudgetException>();

        (failure.Kind, failure.Spent.Requests, Server.Requests.Count).Should().Be((ChatBudgetErrorKind.Requests, 1, 1));
    }

    [Test]
    [Fault(83, "a budget is used up when a call would be retried", "`ChatBudgetException` instead of the previous error; the retry is not sent")]
    public async Task Row_83_retry_whose_budget_is_used_up_is_not_sent()
    {
        Options.Budget = new() { MaxRequests = 1 };
        Server.AnswersAlways(FakeAnswer.Error(503, "Busy."));

        var failure = await FailAsync<ChatBudgetException>();

        ShouldHaveBeenSent(1, failure);
    }
}
