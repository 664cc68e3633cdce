namespace ChatSdk;

/// <summary>One page of a list of stored items.</summary>
/// <param name="Items">The items, in the server's order.</param>
/// <param name="LastId">The id of the last item, after which the next page begins; <see langword="null"/> if it is unknown.</param>
/// <param name="HasMore">Whether there is a next page.</param>
internal sealed record StoredPage<T>(IReadOnlyList<T> Items, string? LastId, bool HasMore);
