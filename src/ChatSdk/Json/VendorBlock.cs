namespace ChatSdk;

/// <summary>Recognizes the names of vendor-specific blocks, which are objects at the top level of an answer. Such a name begins with <c>x_</c>.</summary>
internal static class VendorBlock
{
    public static bool Is(string name) => name.StartsWith("x_", StringComparison.Ordinal);
}
