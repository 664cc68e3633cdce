using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace ChatSdk;

/// <content>Notes for the fast path.</content>
internal ref partial struct WireReader
{
    /// <summary>Records the position of the value, if positions are recorded, and returns the reader, to read the value.</summary>
    [UnscopedRef]
    public ref WireReader Noted(ChunkPiece piece)
    {
        if (_notes is { IsFull: false })
        {
            var name = ChunkNotes.IsField(piece) ? JsonText.Decode(_name, _nameIsEscaped) : "";
            _notes.Add(piece, name, (int)_json.TokenStartIndex + 1, Kind == JsonTokenType.String ? _json.ValueSpan.Length : -1);
        }

        return ref this;
    }
}
