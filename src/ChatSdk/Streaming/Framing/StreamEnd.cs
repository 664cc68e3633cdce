namespace ChatSdk;

/// <summary>Recognizes the end marker of a stream.</summary>
internal static class StreamEnd
{
    /// <summary>Determines whether the data is <c>[DONE]</c>, optionally surrounded by white space.</summary>
    public static bool IsDone(ReadOnlySpan<byte> data) => data.Trim(" \t\r\n"u8).SequenceEqual("[DONE]"u8);
}
