using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ChatSdk;

/// <summary>A part of the content of a message.</summary>
/// <remarks>See <see href="https://platform.openai.com/docs/api-reference/chat/create">the protocol's description of <c>messages</c></see>.</remarks>
[JsonConverter(typeof(UnionConverter<ContentPart>))]
public abstract partial record ContentPart : WireRecord, IWireUnion<ContentPart>
{
    private static readonly SearchValues<char> _schemeCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-.");

    private protected ContentPart()
    {
    }

    /// <summary>Gets the type of the part, such as <c>text</c> or <c>image_url</c>.</summary>
    [JsonPropertyName("type")]
    public string? Type { get; init; }

    /// <summary>
    /// Gets the mark that makes the server cache the prompt up to the end of this part, for servers that cache only marked prompts.
    /// Example: <c>CacheControl = CacheControl.Ephemeral</c>.
    /// </summary>
    [JsonPropertyName("cache_control")]
    public CacheControl? CacheControl { get; init; }

    static ContentPart? IWireUnion<ContentPart>.Read(JsonElement json) => ContentPartReader.Read(json.Clone()) is [var part] ? part : null;

    void IWireUnion.WriteTo(Utf8JsonWriter writer) => WriteTo(writer);

    /// <summary>Creates a part with text.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The part.</returns>
    public static TextPart FromText(string text) => new() { Text = text };

    /// <summary>Creates a part with an image from its URL.</summary>
    /// <param name="url">
    /// The URL of the image, such as <c>https://…</c>, or the image data as a <c>data:</c> URL. It is sent unchanged.
    /// For a file, use <see cref="FromFileAsync"/>.
    /// </param>
    /// <param name="detail">The level of detail at which the model processes the image: <c>low</c>, <c>high</c> or <c>auto</c>; <see langword="null"/> is not sent.</param>
    /// <returns>The part.</returns>
    /// <exception cref="ArgumentException"><paramref name="url"/> is <see langword="null"/> or empty, or is not a URL but, for example, the path of a file.</exception>
    public static ImagePart FromImage(string url, string? detail = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(url);
        return HasScheme(url)
            ? new() { ImageUrl = new() { Url = url, Detail = detail } }
            : throw new ArgumentException("The image is not a URL: it does not start with a scheme such as https: or data:. To send a file, use ContentPart.FromFileAsync(path); to send bytes, use ContentPart.FromImage(bytes).", nameof(url));
    }

    /// <summary>Creates a part with an image, which is sent as a <c>data:</c> URL.</summary>
    /// <param name="image">The bytes of the image.</param>
    /// <param name="mediaType">The media type, such as <c>image/png</c>; if <see langword="null"/>, it is detected from the bytes.</param>
    /// <param name="detail">The level of detail at which the model processes the image: <c>low</c>, <c>high</c> or <c>auto</c>; <see langword="null"/> is not sent.</param>
    /// <returns>The part.</returns>
    /// <exception cref="ArgumentException"><paramref name="mediaType"/> is not a media type, or it is <see langword="null"/> and the bytes are not an image in a known format.</exception>
    public static ImagePart FromImage(ReadOnlySpan<byte> image, string? mediaType = null, string? detail = null)
    {
        var type = mediaType is not null ? MediaType.Check(mediaType, nameof(mediaType))
            : MediaType.Find(image) is { } found && found.StartsWith("image/", StringComparison.Ordinal) ? found
            : throw new ArgumentException("The bytes are not an image in a known format. Specify the media type, such as image/png.", nameof(mediaType));
        return new() { ImageUrl = new() { Url = DataUrl.Of(image, type), Detail = detail } };
    }

    /// <summary>Creates a part with audio.</summary>
    /// <param name="audio">The bytes of the audio.</param>
    /// <param name="format">The format, such as <c>wav</c> or <c>mp3</c>; if <see langword="null"/>, it is detected from the bytes.</param>
    /// <returns>The part.</returns>
    /// <exception cref="ArgumentException"><paramref name="format"/> is <see langword="null"/>, and the bytes are not audio in a known format.</exception>
    public static AudioPart FromAudio(ReadOnlySpan<byte> audio, string? format = null)
    {
        var type = format ?? MediaType.Find(audio);
        return format is not null || type?.StartsWith("audio/", StringComparison.Ordinal) == true
            ? new() { InputAudio = new() { Data = Convert.ToBase64String(audio), Format = MediaType.FormatOf(type!) } }
            : throw new ArgumentException("The bytes are not audio in a known format. Specify the format, such as wav.", nameof(format));
    }

    /// <summary>Creates a part with a file.</summary>
    /// <param name="file">The id of an uploaded file, or the data of a file.</param>
    /// <returns>The part.</returns>
    public static FilePart FromFile(FileReference file) => new() { File = file };

    // A single letter before the colon is a drive letter, not a URL scheme.
    internal static bool HasScheme(string url)
    {
        var colon = url.IndexOf(':', StringComparison.Ordinal);
        return colon > 1 && char.IsAsciiLetter(url[0]) && url.AsSpan(0, colon).IndexOfAnyExcept(_schemeCharacters) < 0;
    }
}
