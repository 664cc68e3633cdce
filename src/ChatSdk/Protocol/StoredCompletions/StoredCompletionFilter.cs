namespace ChatSdk;

/// <summary>Specifies which stored completions to list.</summary>
public sealed class StoredCompletionFilter
{
    /// <summary>Gets the name of the model that generated the completions; any model if <see langword="null"/>.</summary>
    public string? Model { get; init; }

    /// <summary>Gets the metadata that the completions must have; none by default.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Gets the id of the completion after which the list begins; <see langword="null"/> for the start of the list.</summary>
    public string? After { get; init; }

    /// <summary>Gets the number of completions that the server returns in one response, from 1 to 100; the server's default if <see langword="null"/>. The client reads all pages.</summary>
    public int? PageSize { get; init; }

    /// <summary>Gets whether the newest completion is first; if <see langword="null"/>, the server's default applies, which is oldest first.</summary>
    public bool? NewestFirst { get; init; }
}
