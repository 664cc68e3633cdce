namespace ChatSdk;

/// <summary>The positions of the parts of a chunk in its JSON, noted while it is read.</summary>
internal sealed class ChunkNotes
{
    private const ChunkPiece _fields = ChunkPiece.ChunkField | ChunkPiece.ChoiceField | ChunkPiece.DeltaField;

    private readonly List<Note> _notes = [];

    public int Count => _notes.Count;

    /// <summary>Gets the parts that are strings, in order.</summary>
    public IEnumerable<Note> Texts => _notes.Where(note => note.Length >= 0);

    /// <summary>
    /// Gets whether there is at most one of each part. Otherwise it depends on their order which one counts: there are
    /// several choices or calls, or a member occurs twice.
    /// </summary>
    public bool AreUnique => _notes.TrueForAll(note => _notes.Find(note.IsAlike) == note);

    /// <summary>Notes a part: a string by what is between its quotes; anything else has a negative length.</summary>
    public void Add(ChunkPiece piece, string name, int start, int length) =>
        _notes.Add(new Note(piece, (piece & _fields) == ChunkPiece.None ? "" : name, start, length));

    public void Clear() => _notes.Clear();

    // A class, because a list of structs would have to be compiled before the first chunk of a program.
    internal sealed class Note(ChunkPiece piece, string name, int start, int length)
    {
        public ChunkPiece Piece { get; } = piece;

        public string Name { get; } = name;

        public int Start { get; } = start;

        public int Length { get; } = length;

        public bool IsAlike(Note other) => Piece == other.Piece && Name == other.Name;
    }
}
