namespace ChatSdk;

/// <content>Copies for the fast path.</content>
public sealed partial record ChatToolCall
{
    /// <summary>Returns a copy of this call with the arguments that have changed.</summary>
    internal ChatToolCall Like(ChunkPattern pattern, ReadOnlySpan<byte> next) => this with
    {
        Function = Function! with { Arguments = pattern.Text(ChunkPiece.Arguments, next, before: null) },
    };
}
