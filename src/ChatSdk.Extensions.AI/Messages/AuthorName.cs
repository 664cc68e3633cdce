namespace ChatSdk.Extensions.AI;

/// <summary>Reduces the name of an author, which may be any text, to the characters and the length that every server accepts.</summary>
internal static class AuthorName
{
    private const int _maxLength = 64;

    /// <summary>Removes all characters except ASCII letters, digits, underscores and hyphens, and cuts the name to 64 characters. Returns <see langword="null"/> if no character remains.</summary>
    public static string? Clean(string? name)
    {
        var clean = string.Concat((name ?? "").Where(character => char.IsAsciiLetterOrDigit(character) || character is '_' or '-').Take(_maxLength));
        return clean.Length == 0 ? null : clean;
    }
}
