namespace ChatSdk;

/// <content>Copies for the fast path.</content>
public sealed partial record ChatDelta
{
    /// <summary>Returns a copy of this delta with the strings that have changed.</summary>
    internal ChatDelta Like(ChunkPattern pattern, ReadOnlySpan<byte> next) => this with
    {
        _content = pattern.HasChanged(ChunkPiece.Content) ? new(pattern.Text(ChunkPiece.Content, next, before: null)) : _content,
        _toolCalls = pattern.HasChanged(ChunkPiece.Arguments) ? new(_toolCalls[0].Like(pattern, next)) : _toolCalls,
        _shared = pattern.HasChanged(ChunkPiece.ReasoningContent | ChunkPiece.ReasoningText) ? _shared.Like(pattern, next) : _shared,
        ExtraFields = pattern.Fields(ChunkPiece.DeltaField, next, ExtraFields),
    };

    /// <summary>Returns the string of a part.</summary>
    internal string? TextOf(ChunkPiece piece) => piece switch
    {
        ChunkPiece.Content => _content.Composed is null ? _content.Text : null,
        ChunkPiece.ReasoningContent => ReasoningContent,
        ChunkPiece.ReasoningText => ReasoningText,
        ChunkPiece.Arguments when _toolCalls.Count == 1 => _toolCalls[0].Function?.Arguments,
        _ => null,
    };

    private sealed partial record Shared
    {
        public Shared Like(ChunkPattern pattern, ReadOnlySpan<byte> next) => this with
        {
            ReasoningContent = pattern.Text(ChunkPiece.ReasoningContent, next, ReasoningContent),
            ReasoningText = pattern.Text(ChunkPiece.ReasoningText, next, ReasoningText),
        };
    }
}
