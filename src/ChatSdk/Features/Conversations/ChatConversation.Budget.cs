namespace ChatSdk;

/// <content>The budget and the cost of a conversation.</content>
public sealed partial class ChatConversation
{
    private decimal _loadedCost;

    /// <summary>Gets or sets a budget for the requests in this conversation, in addition to the budgets of the client, the call and <see cref="ToolOptions"/>. The default is <see langword="null"/>: no additional budget.</summary>
    public ChatBudget? Budget { get; set; }

    // Counts the cost of all requests, including those without an answer. This budget has no maximum.
    private ChatBudget? Costs => field ??= _client.Options.Prices.Count > 0 ? new() : null;

    // Returns a copy of the options with the budgets and the id of the conversation.
    private ChatCallOptions? Scoped(ChatCallOptions? options)
    {
        var scoped = ChatCallOptions.WithBudgets(options, Budget, Costs);
        if (Id is not null)
        {
            scoped ??= new();
            scoped.ConversationId ??= Id;
        }

        return scoped;
    }

    private void AddUsage(ChatUsage? usage)
    {
        var total = UsageTotal.Add(Usage, usage);
        Usage = Costs?.Spent.Cost is > 0 and var cost ? UsageTotal.WithCost(total ?? new(), _loadedCost + cost) : total;
    }
}
