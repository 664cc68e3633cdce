namespace ChatSdk.Tests.Docs;

/// <summary>The C# code of docs/budgets.md.</summary>
internal static class BudgetSnippets
{
    public static async Task LimitCostAsync(string key)
    {
        using var client = new ChatClient(new ChatClientOptions
        {
            BaseAddress = "https://host/v1",
            ApiKey = key,
            Model = "small",
            Prices = { ["small"] = new() { Input = 0.15m, CachedInput = 0.075m, Output = 0.60m } },    // per million tokens
            Budget = new() { MaxCost = 20 },
        });

        try
        {
            Console.WriteLine((await client.CreateAsync("Write a haiku about ponds.")).Text);
        }
        catch (ChatBudgetException exception)
        {
            Console.WriteLine($"{exception.Message} Requests: {exception.Spent.Requests}");
        }

        Console.WriteLine($"{client.Budget!.Spent.Cost} of {client.Budget.MaxCost} is spent.");
    }

    public static async Task ShareBudgetAsync(ChatClient client, ChatCompletionRequest request)
    {
        var daily = new ChatBudget { MaxTokens = 1_000_000 };

        await client.CreateAsync(request, new ChatCallOptions { Budget = daily });
        await client.RunToolsAsync(request, new ChatToolRunOptions { Budget = new() { MaxRequests = 5 } }, new ChatCallOptions { Budget = daily });

        var conversation = new ChatConversation(client) { Budget = new() { MaxCost = 0.50m } };
        await conversation.SendAsync("Hi", new ChatCallOptions { Budget = daily });
        Console.WriteLine($"{daily.Spent.TotalTokens} tokens today; the conversation cost {conversation.Usage?.Cost}.");
    }
}
