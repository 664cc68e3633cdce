namespace ChatSdk;

/// <summary>Recognizes the server-specific objects at the top level of an answer, whose names begin with <c>x_</c>.</summary>
internal static class VendorBlock
{
    public static bool Is(string name) => name.StartsWith("x_", StringComparison.Ordinal);
}
