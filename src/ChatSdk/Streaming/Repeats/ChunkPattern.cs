using System.Runtime.InteropServices;
using System.Text.Json;

namespace ChatSdk;

/// <summary>
/// An event that was read, and the positions of its strings. If only these strings differ in another event, its chunk is the same
/// except for these strings, so nothing else needs to be parsed. See <c>docs/performance.md</c>.
/// </summary>
internal sealed class ChunkPattern
{
    // A larger event does not become a pattern, because its bytes would have to be stored.
    private const int _maxBytes = 64 * 1024;

    private readonly byte[] _event;
    private readonly Place[] _places;
    private readonly FieldBagForm?[] _forms = new FieldBagForm?[3];

    private ChunkPattern(ReadOnlySpan<byte> raw, Place[] places, ChatCompletionChunk chunk)
    {
        (_event, _places, Chunk) = (raw.ToArray(), places, chunk);
        foreach (var piece in (ReadOnlySpan<ChunkPiece>)[ChunkPiece.ChunkField, ChunkPiece.ChoiceField, ChunkPiece.DeltaField])
        {
            var bag = chunk.FieldsOf(piece);
            int[] open = [.. places.Where(place => place.Piece == piece).Select(place => bag.IndexOf(place.Name))];
            _forms[FormOf(piece)] = open.Length == 0 ? null : new FieldBagForm(bag, open);
        }
    }

    /// <summary>Gets the chunk that was read from the event.</summary>
    public ChatCompletionChunk Chunk { get; }

    /// <summary>Gets the parts of the last matching event that differ from this one.</summary>
    public ChunkPiece Changed { get; private set; }

    /// <summary>Determines whether any of the specified parts differs.</summary>
    public bool HasChanged(ChunkPiece pieces) => (Changed & pieces) != ChunkPiece.None;

    /// <summary>Returns the pattern for an event; <see langword="null"/> if the event is not suitable.</summary>
    /// <param name="raw">The bytes of the event, up to the blank line.</param>
    /// <param name="json">The JSON of the event.</param>
    /// <param name="notes">The positions of the parts in the JSON.</param>
    /// <param name="chunk">The chunk that was read from the event.</param>
    public static ChunkPattern? Of(ReadOnlySpan<byte> raw, ReadOnlySpan<byte> json, ChunkNotes notes, ChatCompletionChunk chunk)
    {
        var start = raw.StartsWith("data: "u8) ? "data: ".Length : "data:".Length;
        var isPlain = chunk.ChoiceCount == 1 && raw.Length > start + json.Length && json[0] == '{'
            && (raw[(start + json.Length)..].SequenceEqual("\n\n"u8) || raw[(start + json.Length)..].SequenceEqual("\r\n\r\n"u8));
        if (!isPlain || raw.Length > _maxBytes || !notes.AreUnique)
        {
            return null;
        }

        List<Place> places = [];
        foreach (var note in notes.Texts)
        {
            if (Holds(chunk, note, json.Slice(note.Start, note.Length)))
            {
                places.Add(new Place(note.Piece, note.Name, start + note.Start, note.Length));
            }
        }

        return places.Count == 0 ? null : new ChunkPattern(raw, [.. places], chunk);
    }

    /// <summary>Returns the length of the event at the start of the bytes if it matches the pattern; otherwise zero.</summary>
    public int Match(ReadOnlySpan<byte> next)
    {
        Changed = ChunkPiece.None;
        var at = 0;
        var from = 0;
        foreach (var place in _places)
        {
            if (!Goes(next, ref at, _event.AsSpan(from..place.Start)) || !place.Read(next[at..], _event))
            {
                return 0;
            }

            Changed |= place.Changed;
            place.Found = at;
            at += place.FoundLength;
            from = place.Start + place.Length;
        }

        return Goes(next, ref at, _event.AsSpan(from..)) ? at : 0;
    }

    /// <summary>Returns the new string of a part, or the earlier one if it has not changed.</summary>
    public string? Text(ChunkPiece piece, ReadOnlySpan<byte> next, string? before)
    {
        foreach (var place in _places)
        {
            if (place.Changed == piece)
            {
                return JsonText.Decode(next.Slice(place.Found, place.FoundLength), place.IsEscaped);
            }
        }

        return before;
    }

    /// <summary>Returns the fields with their new strings, or the earlier fields if none has changed.</summary>
    public FieldBag Fields(ChunkPiece piece, ReadOnlySpan<byte> next, IReadOnlyDictionary<string, JsonElement> before)
    {
        if (!HasChanged(piece))
        {
            return (FieldBag)before;
        }

        var length = -1;
        foreach (var place in _places)
        {
            length += place.Piece == piece ? place.FoundLength + 1 : 0;
        }

        var texts = new byte[length];
        var end = 0;
        foreach (var place in _places)
        {
            if (place.Piece == piece)
            {
                next.Slice(place.Found, place.FoundLength).CopyTo(texts.AsSpan(end));
                end += place.FoundLength;
                if (end < length)
                {
                    texts[end++] = (byte)'\n';
                }
            }
        }

        return new RepeatedFieldBag(_forms[FormOf(piece)]!, texts);
    }

    private static int FormOf(ChunkPiece piece) => piece switch
    {
        ChunkPiece.ChunkField => 0,
        ChunkPiece.ChoiceField => 1,
        _ => 2,
    };

    private static bool Goes(ReadOnlySpan<byte> next, ref int at, ReadOnlySpan<byte> part)
    {
        var goes = next[at..].StartsWith(part);
        at += part.Length;
        return goes;
    }

    /// <summary>Determines whether a recorded part is in the chunk and was not ignored.</summary>
    private static bool Holds(ChatCompletionChunk chunk, ChunkNotes.Note note, ReadOnlySpan<byte> text)
    {
        if (note.Piece is ChunkPiece.ChunkField or ChunkPiece.ChoiceField or ChunkPiece.DeltaField)
        {
            return chunk.FieldsOf(note.Piece).TryGetValue(note.Name, out var value)
                && value.ValueKind == JsonValueKind.String
                && JsonMarshal.GetRawUtf8Value(value)[1..^1].SequenceEqual(text);
        }

        return chunk.TextOf(note.Piece) == JsonText.Decode(text, text.Contains((byte)'\\'));
    }

    /// <summary>The position of a string in the event of the pattern and in the next event.</summary>
    private sealed class Place(ChunkPiece piece, string name, int start, int length)
    {
        public ChunkPiece Piece { get; } = piece;

        public string Name { get; } = name;

        public int Start { get; } = start;

        public int Length { get; } = length;

        public ChunkPiece Changed { get; private set; }

        public int Found { get; set; }

        public int FoundLength { get; private set; }

        public bool IsEscaped { get; private set; }

        /// <summary>Reads the string that begins here; <see langword="false"/> if it is incomplete.</summary>
        public bool Read(ReadOnlySpan<byte> next, ReadOnlySpan<byte> before)
        {
            // The comparison includes the closing quote.
            if (next.StartsWith(before.Slice(Start, Length + 1)))
            {
                (Changed, FoundLength) = (ChunkPiece.None, Length);
                return true;
            }

            (Changed, FoundLength) = (Piece, JsonText.LengthOf(next, out var isEscaped));
            IsEscaped = isEscaped;
            return FoundLength >= 0;
        }
    }
}
