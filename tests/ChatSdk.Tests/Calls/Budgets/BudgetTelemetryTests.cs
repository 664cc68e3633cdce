using ChatSdk.Testing;
using ChatSdk.Tests.Diagnostics;

namespace ChatSdk.Tests.Budgets;

/// <summary>Tests how telemetry reports the cost of a call, and a call that a budget refuses.</summary>
[TestFixture]
public sealed class BudgetTelemetryTests : TelemetryTest
{
    [TestCase(false)]
    [TestCase(true)]
    public async Task Total_cost_of_a_call_and_its_retries_is_in_the_span_and_in_a_histogram(bool streamed)
    {
        (Options.MaxRetries, Options.RetryDelay, Options.TokenCounter) = (1, TimeSpan.Zero, text => text.Length);
        Options.Prices["m"] = new() { Input = 2, Output = 10 };
        Server.Answers(FakeAnswer.Drop()).Answers(FakeAnswer.Text("Hi").WithUsage(new() { PromptTokens = 12, CompletionTokens = 7 }));

        _ = streamed ? await StreamAsync(_hello) : (object)await Client.CreateAsync(_hello, cancellationToken: Guard);

        Tags["chatsdk.cost"].Should().Be(0.000106);
        var cost = Telemetry.Measurements.Should().ContainSingle(measurement => measurement.Name == "chatsdk.cost").Subject;
        cost.Value.Should().Be(0.000106);
        cost.Tags.Keys.Should().BeEquivalentTo("gen_ai.operation.name", "gen_ai.provider.name", "gen_ai.request.model", "gen_ai.response.model", "server.address", "server.port");
    }

    [Test]
    public async Task Cost_is_not_reported_without_a_price()
    {
        Options.Budget = new() { MaxTokens = 1000 };
        Server.AnswersJson(Answer);

        await Client.CreateAsync(_hello, cancellationToken: Guard);

        Tags.Should().NotContainKey("chatsdk.cost");
        Telemetry.Measurements.Should().NotContain(measurement => measurement.Name == "chatsdk.cost");
    }

    [Test]
    public async Task Error_type_of_a_call_that_a_budget_refuses_contains_the_exception_type_and_the_kind()
    {
        Options.Prices["x"] = new() { Input = 1 };

        await FluentActions.Awaiting(() => Client.CreateAsync(_hello, new() { Budget = new() { MaxCost = 1 } }, Guard)).Should().ThrowAsync<ChatBudgetException>();

        Span.ShouldHave(("error.type", "ChatBudgetException.UnknownPrice"), ("chatsdk.attempts", 0));
    }
}
