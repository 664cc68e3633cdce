namespace ChatSdk;

/// <summary>The positions of the parts of a chunk in its JSON, which are recorded while it is read.</summary>
internal sealed class ChunkNotes
{
    private const ChunkPiece _fields = ChunkPiece.ChunkField | ChunkPiece.ChoiceField | ChunkPiece.DeltaField;

    // An event with more parts is not recorded, because each part is compared with all others.
    private const int _maxParts = 32;

    private readonly List<Note> _notes = [];

    /// <summary>Gets whether there are more parts than can be recorded.</summary>
    public bool IsFull => _notes.Count > _maxParts;

    /// <summary>Gets the parts that are strings, in order.</summary>
    public IEnumerable<Note> Texts => _notes.Where(note => note.Length >= 0);

    /// <summary>
    /// Gets whether each part occurs at most once. A part occurs several times if there are several choices or calls, or if a
    /// member is repeated; then the result depends on the order.
    /// </summary>
    public bool AreUnique => !IsFull && _notes.TrueForAll(note => _notes.Find(note.IsAlike) == note);

    /// <summary>Determines whether a part is recorded together with its name.</summary>
    public static bool IsField(ChunkPiece piece) => (piece & _fields) != ChunkPiece.None;

    /// <summary>Records a part: for a string, the position and length of the text between its quotes; any other value has a negative length.</summary>
    public void Add(ChunkPiece piece, string name, int start, int length) => _notes.Add(new Note(piece, name, start, length));

    public void Clear() => _notes.Clear();

    // It is a class, because the generic code for a list of structs would have to be compiled before the first chunk.
    internal sealed class Note(ChunkPiece piece, string name, int start, int length)
    {
        public ChunkPiece Piece { get; } = piece;

        public string Name { get; } = name;

        public int Start { get; } = start;

        public int Length { get; } = length;

        public bool IsAlike(Note other) => Piece == other.Piece && Name == other.Name;
    }
}
