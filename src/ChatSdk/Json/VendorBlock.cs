namespace ChatSdk;

/// <summary>The objects at the top of an answer in which servers put things of their own: <c>x_…</c>.</summary>
internal static class VendorBlock
{
    public static bool Is(string name) => name.StartsWith("x_", StringComparison.Ordinal);
}
