using System.Globalization;

namespace ChatSdk;

/// <summary>
/// The exception that is thrown instead of sending a request if a maximum of a <see cref="ChatBudget"/> is reached, if the rest of a budget is
/// reserved for open streams, or if a budget limits the cost and the price of the model is not known. The call is neither retried nor sent to
/// a fallback server.
/// </summary>
public sealed class ChatBudgetException : ChatException
{
    internal ChatBudgetException(ChatBudgetErrorKind kind, ChatBudget budget, bool isReserved)
        : base(MessageOf(kind, budget, isReserved)) => (Kind, Budget, Spent) = (kind, budget, budget.Spent);

    internal ChatBudgetException(string? model, ChatBudget budget)
        : base($"The budget has a {nameof(ChatBudget.MaxCost)}, but {nameof(ChatClientOptions.Prices)} has no price for the model '{OneLine.Of(model ?? "", 100)}'.") =>
        (Kind, Budget, Spent) = (ChatBudgetErrorKind.UnknownPrice, budget, budget.Spent);

    /// <summary>Gets the reason for the exception.</summary>
    public ChatBudgetErrorKind Kind { get; }

    /// <summary>Gets the budget. If several budgets apply to the call, this is the one that caused the exception.</summary>
    public ChatBudget Budget { get; }

    /// <summary>Gets how much of the budget had been spent when the exception was thrown.</summary>
    public ChatSpending Spent { get; }

    private static string MessageOf(ChatBudgetErrorKind kind, ChatBudget budget, bool isReserved)
    {
        FormattableString spent = kind switch
        {
            ChatBudgetErrorKind.Requests => $"{budget.Spent.Requests} of {budget.MaxRequests} requests ({nameof(ChatBudget.MaxRequests)})",
            ChatBudgetErrorKind.Tokens => $"{budget.Spent.TotalTokens} of {budget.MaxTokens} tokens ({nameof(ChatBudget.MaxTokens)})",
            _ => $"{budget.Spent.Cost} of {budget.MaxCost} ({nameof(ChatBudget.MaxCost)})",
        };
        var reason = isReserved ? "The rest of the budget is reserved for open streams." : "The budget is used up.";
        return $"{reason} Spent: {spent.ToString(CultureInfo.InvariantCulture)}.";
    }
}
