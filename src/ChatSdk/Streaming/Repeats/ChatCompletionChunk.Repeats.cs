namespace ChatSdk;

/// <content>Copies for the fast path.</content>
public sealed partial record ChatCompletionChunk
{
    /// <summary>Gets an object that represents all members except the choices and the extra fields. Chunks with the same object have the same values.</summary>
    internal object Common => _shared;

    /// <summary>Returns a copy of this chunk with the changed strings of its only choice and the changed fields.</summary>
    internal ChatCompletionChunk Like(ChunkPattern pattern, ReadOnlySpan<byte> next) => pattern.Changed == ChunkPiece.None ? this : this with
    {
        _choices = new(_choices[0].Like(pattern, next)),
        ExtraFields = pattern.Fields(ChunkPiece.ChunkField, next, ExtraFields),
    };

    /// <summary>Returns the extra fields of the chunk, its only choice or its delta.</summary>
    internal FieldBag FieldsOf(ChunkPiece piece) => (FieldBag)(piece == ChunkPiece.ChunkField ? this : _choices[0].RecordOf(piece)).ExtraFields;

    /// <summary>Returns the string that a part of the chunk refers to.</summary>
    internal string? TextOf(ChunkPiece piece) => _choices[0].Delta?.TextOf(piece);
}
