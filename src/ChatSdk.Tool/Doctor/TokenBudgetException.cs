using System.Globalization;

namespace ChatSdk.Tool;

/// <summary>The exception for a request that is not sent, because it could exceed the token budget.</summary>
/// <param name="requests">The number of earlier requests.</param>
/// <param name="spent">The tokens that they used.</param>
/// <param name="most">The maximum number of tokens that the request can use.</param>
internal sealed class TokenBudgetException(int requests, long spent, long most)
    : Exception(string.Create(CultureInfo.InvariantCulture, $"The token budget is too small: {requests:n0} requests have used {spent:n0} tokens, and the next one can use {most:n0}. Increase --max-tokens."));
