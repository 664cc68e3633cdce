namespace ChatSdk;

/// <content>Copies for the fast path.</content>
public sealed partial record ChatChunkChoice
{
    private static readonly ChatDelta _noDelta = new();

    /// <summary>Returns a copy of this choice with the strings that have changed.</summary>
    internal ChatChunkChoice Like(ChunkPattern pattern, ReadOnlySpan<byte> next) => this with
    {
        Delta = Delta?.Like(pattern, next),
        ExtraFields = pattern.Fields(ChunkPiece.ChoiceField, next, ExtraFields),
    };

    /// <summary>Returns the record that has a field: this one or its delta.</summary>
    internal WireRecord RecordOf(ChunkPiece piece) => piece == ChunkPiece.ChoiceField ? this : Delta ?? _noDelta;
}
