namespace ChatSdk;

/// <content>Parts that are made from files.</content>
public abstract partial record ContentPart
{
    /// <summary>Creates a part that is a file, sent along as a <c>data:</c> address.</summary>
    /// <param name="file">The file's bytes.</param>
    /// <param name="fileName">Its name, such as <c>report.pdf</c>.</param>
    /// <param name="mediaType">Its media type; if <see langword="null"/>, it is found from the bytes, otherwise from the extension of the name.</param>
    /// <returns>The part.</returns>
    /// <exception cref="ArgumentException"><paramref name="fileName"/> is <see langword="null"/> or empty, or the media type is wrong or cannot be found.</exception>
    public static FilePart FromFile(ReadOnlySpan<byte> file, string fileName, string? mediaType = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(fileName);
        return FromFile(new FileReference { FileData = DataUrl(file, MediaType.Of(file, fileName, mediaType)), Filename = fileName });
    }

    /// <summary>
    /// Reads a file and creates the part that fits what it is: an <see cref="ImagePart"/> for an image, an <see cref="AudioPart"/>
    /// for sound, and a <see cref="FilePart"/> for anything else.
    /// </summary>
    /// <param name="path">The path of the file.</param>
    /// <param name="mediaType">Its media type; if <see langword="null"/>, it is found from the bytes, otherwise from the extension of the path.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <returns>The part.</returns>
    /// <exception cref="ArgumentException"><paramref name="path"/> is <see langword="null"/> or empty, or the media type is wrong or cannot be found.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static async Task<ContentPart> FromFileAsync(string path, string? mediaType = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return Of(await File.ReadAllBytesAsync(path, cancellationToken).ConfigureAwait(false), Path.GetFileName(path), mediaType);
    }

    /// <summary>Reads a stream to its end and creates the part that fits what it holds, as <see cref="FromFileAsync"/> does.</summary>
    /// <param name="stream">The stream. It is not disposed.</param>
    /// <param name="fileName">The name of the file, such as <c>report.pdf</c>. An image or sound needs none.</param>
    /// <param name="mediaType">Its media type; if <see langword="null"/>, it is found from the bytes, otherwise from the extension of the name.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <returns>The part.</returns>
    /// <exception cref="ArgumentException"><paramref name="stream"/> is <see langword="null"/>, or the media type is wrong or cannot be found.</exception>
    /// <exception cref="IOException">The stream cannot be read.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
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
