namespace ChatSdk;

/// <summary>
/// Compares the names of fields without regard to case, <c>_</c> and <c>-</c>, because servers use <c>error_message</c>,
/// <c>errorMessage</c> and <c>ErrorMessage</c>, or <c>type</c> and <c>__type</c>, for the same field.
/// </summary>
internal sealed class LooseName : IEqualityComparer<string>
{
    private LooseName()
    {
    }

    public static LooseName Comparer { get; } = new();

    public bool Equals(string? x, string? y)
    {
        var (at, other) = (Next(x, 0), Next(y, 0));
        while (at < x?.Length && other < y?.Length && char.ToLowerInvariant(x[at]) == char.ToLowerInvariant(y[other]))
        {
            (at, other) = (Next(x, at + 1), Next(y, other + 1));
        }

        return at >= (x?.Length ?? 0) && other >= (y?.Length ?? 0);
    }

    public int GetHashCode(string obj)
    {
        var hash = 0;
        for (var at = Next(obj, 0); at < obj.Length; at = Next(obj, at + 1))
        {
            hash = (hash * 31) + char.ToLowerInvariant(obj[at]);
        }

        return hash;
    }

    private static int Next(string? name, int at)
    {
        while (at < name?.Length && name[at] is '_' or '-')
        {
            at++;
        }

        return at;
    }
}
