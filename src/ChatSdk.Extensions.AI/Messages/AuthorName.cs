namespace ChatSdk.Extensions.AI;

/// <summary>Reduces the name of an author, which may be any text, to the characters that every server accepts.</summary>
internal static class AuthorName
{
    private const int _longest = 64;

    /// <summary>Returns the name without other characters; <see langword="null"/> if nothing is left of it.</summary>
    public static string? Clean(string? name)
    {
        var clean = string.Concat((name ?? "").Where(character => char.IsAsciiLetterOrDigit(character) || character is '_' or '-').Take(_longest));
        return clean.Length == 0 ? null : clean;
    }
}
