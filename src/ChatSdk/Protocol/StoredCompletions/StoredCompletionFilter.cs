namespace ChatSdk;

/// <summary>Which stored completions to list.</summary>
public sealed class StoredCompletionFilter
{
    /// <summary>Gets the model of the completions; any if <see langword="null"/>.</summary>
    public string? Model { get; init; }

    /// <summary>Gets the metadata that the completions must have; none by default.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Gets the id after which the list begins; <see langword="null"/> for its start.</summary>
    public string? After { get; init; }

    /// <summary>Gets how many completions the server returns in one response, from 1 to 100; the server's default if <see langword="null"/>. All pages are read.</summary>
    public int? PageSize { get; init; }

    /// <summary>Gets whether the newest completion comes first; the server's default, which is the oldest, if <see langword="null"/>.</summary>
    public bool? NewestFirst { get; init; }
}
