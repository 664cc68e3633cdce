namespace ChatSdk;

/// <summary>The reason for a <see cref="ChatBudgetException"/>.</summary>
public enum ChatBudgetErrorKind
{
    /// <summary><see cref="ChatBudget.MaxRequests"/> is reached.</summary>
    Requests,

    /// <summary><see cref="ChatBudget.MaxTokens"/> is reached.</summary>
    Tokens,

    /// <summary><see cref="ChatBudget.MaxCost"/> is reached.</summary>
    Cost,

    /// <summary>The budget has a <see cref="ChatBudget.MaxCost"/>, but <see cref="ChatClientOptions.Prices"/> has no price for the model of the request.</summary>
    UnknownPrice,
}
