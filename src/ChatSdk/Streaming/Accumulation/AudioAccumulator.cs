namespace ChatSdk;

/// <summary>Puts a spoken answer together.</summary>
internal sealed class AudioAccumulator
{
    private readonly FieldAccumulator _fields = new(joinsLists: true);
    private TextAccumulator _data;
    private TextAccumulator _transcript;
    private string? _id;
    private long? _expiresAt;

    public void Add(ChatAudio piece)
    {
        _id ??= piece.Id;
        _expiresAt = piece.ExpiresAt ?? _expiresAt;
        _data.Add(piece.Data);
        _transcript.Add(piece.Transcript);
        _fields.Add(piece.ExtraFields);
    }

    public ChatAudio ToAudio() => new()
    {
        Id = _id,
        Data = _data.ToString(),
        Transcript = _transcript.ToString(),
        ExpiresAt = _expiresAt,
        ExtraFields = _fields.ToBag(),
    };
}
