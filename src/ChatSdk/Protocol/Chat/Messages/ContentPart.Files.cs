namespace ChatSdk;

/// <content>The methods that create parts from files.</content>
public abstract partial record ContentPart
{
    /// <summary>Creates a part with a file, which is sent as a <c>data:</c> URL.</summary>
    /// <param name="file">The file's bytes.</param>
    /// <param name="fileName">The name of the file, such as <c>report.pdf</c>.</param>
    /// <param name="mediaType">The media type; if <see langword="null"/>, it is detected from the bytes or, if that is not possible, from the extension of the name.</param>
    /// <returns>The part.</returns>
    /// <exception cref="ArgumentException"><paramref name="fileName"/> is <see langword="null"/> or empty, or the media type is invalid or cannot be detected.</exception>
    public static FilePart FromFile(ReadOnlySpan<byte> file, string fileName, string? mediaType = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(fileName);
        return FromFile(new FileReference { FileData = DataUrl.Of(file, MediaType.Of(file, fileName, mediaType)), Filename = fileName });
    }

    /// <summary>
    /// Reads a file and creates the part that matches its media type: an <see cref="ImagePart"/> for an image, an <see cref="AudioPart"/>
    /// for audio, and a <see cref="FilePart"/> for any other type.
    /// </summary>
    /// <param name="path">The path of the file.</param>
    /// <param name="mediaType">The media type; if <see langword="null"/>, it is detected from the bytes or, if that is not possible, from the extension of the path.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>The part.</returns>
    /// <exception cref="ArgumentException"><paramref name="path"/> is <see langword="null"/> or empty, or the media type is invalid or cannot be detected.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="OperationCanceledException">The token was canceled.</exception>
    public static async Task<ContentPart> FromFileAsync(string path, string? mediaType = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return Of(await File.ReadAllBytesAsync(path, cancellationToken).ConfigureAwait(false), Path.GetFileName(path), mediaType);
    }

    /// <summary>Reads a stream to its end and creates the part that matches its media type, like <see cref="FromFileAsync"/>.</summary>
    /// <param name="stream">The stream. It is not disposed.</param>
    /// <param name="fileName">The name of the file, such as <c>report.pdf</c>. It is not sent with an image or audio. For any other file, <see langword="null"/> means that a name is made up, such as <c>file.pdf</c>.</param>
    /// <param name="mediaType">The media type; if <see langword="null"/>, it is detected from the bytes or, if that is not possible, from the extension of the name.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>The part.</returns>
    /// <exception cref="ArgumentException"><paramref name="stream"/> is <see langword="null"/>, <paramref name="fileName"/> is empty although the file is neither an image nor audio, or the media type is invalid or cannot be detected.</exception>
    /// <exception cref="IOException">The stream cannot be read.</exception>
    /// <exception cref="OperationCanceledException">The token was canceled.</exception>
    public static async Task<ContentPart> FromStreamAsync(Stream stream, string? fileName = null, string? mediaType = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        using var bytes = new MemoryStream();
        await stream.CopyToAsync(bytes, cancellationToken).ConfigureAwait(false);
        return Of(bytes.GetBuffer().AsSpan(0, (int)bytes.Length), fileName, mediaType);
    }

    private static ContentPart Of(ReadOnlySpan<byte> file, string? name, string? mediaType)
    {
        var type = MediaType.Of(file, name, mediaType);
        return type.Split('/')[0] switch
        {
            "image" => FromImage(file, type),
            "audio" => FromAudio(file, type),
            _ => FromFile(file, name ?? MediaType.NameOf(type), type),
        };
    }
}
