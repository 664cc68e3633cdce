namespace ChatSdk;

/// <summary>Accumulates a spoken answer.</summary>
internal sealed class AudioAccumulator
{
    private readonly FieldAccumulator _fields = new(FieldRule.JoinLists);
    private TextAccumulator _data;
    private TextAccumulator _transcript;
    private string? _id;
    private long? _expiresAt;

    public void Add(ChatAudio fragment)
    {
        _id ??= fragment.Id;
        _expiresAt = fragment.ExpiresAt ?? _expiresAt;
        _data.Add(fragment.Data);
        _transcript.Add(fragment.Transcript);
        _fields.Add(fragment.Fields);
    }

    public ChatAudio ToAudio() => new ChatAudio
    {
        Id = _id,
        Data = Join(_data.ToString()),
        Transcript = _transcript.ToString(),
        ExpiresAt = _expiresAt,
        ExtraFields = _fields.ToBag(),
    }.WithoutMisfits();

    /// <summary>
    /// Returns the base64 of all bytes. Some servers split the base64 at any position, so the fragments are joined before they are
    /// decoded. Others encode each fragment of the bytes separately; the padding in the middle then separates the fragments.
    /// </summary>
    private static string? Join(string? data)
    {
        if (data.AsSpan().TrimEnd('=').Contains('=') is false)
        {
            return data;
        }

        using var bytes = new MemoryStream();
        var decoded = new byte[data!.Length];
        for (var rest = data.AsSpan(); rest.Length > 0;)
        {
            var padding = rest.IndexOf('=');
            var next = padding < 0 ? -1 : rest[padding..].IndexOfAnyExcept('=');
            var length = next < 0 ? rest.Length : padding + next;
            if (!Convert.TryFromBase64Chars(rest[..length], decoded, out var count))
            {
                return data;
            }

            bytes.Write(decoded, 0, count);
            rest = rest[length..];
        }

        return Convert.ToBase64String(bytes.GetBuffer(), 0, (int)bytes.Length);
    }
}
