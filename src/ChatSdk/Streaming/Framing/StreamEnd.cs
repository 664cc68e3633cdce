namespace ChatSdk;

/// <summary>The word that ends a stream.</summary>
internal static class StreamEnd
{
    /// <summary>Determines whether a text is exactly <c>[DONE]</c>; white space around it does not count.</summary>
    public static bool IsDone(ReadOnlySpan<byte> data) => data.Trim(" \t\r\n"u8).SequenceEqual("[DONE]"u8);
}
