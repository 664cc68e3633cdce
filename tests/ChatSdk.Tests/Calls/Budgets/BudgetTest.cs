using ChatSdk.Testing;

namespace ChatSdk.Tests.Budgets;

/// <summary>Provides a fake server, and a client that has prices and counts one token per character. The request "Hi" has six input tokens: two for the text, and four for the message itself.</summary>
public abstract class BudgetTest : FakeServerTest
{
    protected const int InputOfHi = 6;

    [SetUp]
    public void SetPrices()
    {
        Options.TokenCounter = text => text.Length;
        Options.RetryDelay = TimeSpan.Zero;
        Options.Prices["m"] = new ChatModelPrice { Input = 2, Output = 10, CachedInput = 0.5m };
    }

    /// <summary>Creates an answer whose usage is ten input tokens and five output tokens, which cost 0.00007.</summary>
    protected static FakeAnswer Answer(string text = "Hi") => FakeAnswer.Text(text).WithUsage(new() { PromptTokens = 10, CompletionTokens = 5 });

    protected Task<ChatCompletion> SendAsync(ChatBudget? budget = null) => Client.CreateAsync(_hello, budget is null ? null : new() { Budget = budget }, Guard);

    protected static async Task<ChatBudgetException> ShouldBeRefusedAsync(Func<Task> call) => (await call.Should().ThrowAsync<ChatBudgetException>()).Which;
}
