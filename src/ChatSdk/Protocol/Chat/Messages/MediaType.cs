namespace ChatSdk;

/// <summary>Detects the media type of a file from its first bytes or from the extension of its name.</summary>
internal static class MediaType
{
    private static readonly Dictionary<string, string> _byExtension = new(StringComparer.OrdinalIgnoreCase)
    {
        [".png"] = "image/png",
        [".jpg"] = "image/jpeg",
        [".jpeg"] = "image/jpeg",
        [".gif"] = "image/gif",
        [".webp"] = "image/webp",
        [".bmp"] = "image/bmp",
        [".tif"] = "image/tiff",
        [".tiff"] = "image/tiff",
        [".heic"] = "image/heic",
        [".avif"] = "image/avif",
        [".svg"] = "image/svg+xml",
        [".wav"] = "audio/wav",
        [".mp3"] = "audio/mpeg",
        [".ogg"] = "audio/ogg",
        [".opus"] = "audio/ogg",
        [".flac"] = "audio/flac",
        [".m4a"] = "audio/mp4",
        [".aac"] = "audio/aac",
        [".mp4"] = "video/mp4",
        [".mov"] = "video/quicktime",
        [".webm"] = "video/webm",
        [".pdf"] = "application/pdf",
        [".txt"] = "text/plain",
        [".md"] = "text/markdown",
        [".csv"] = "text/csv",
        [".html"] = "text/html",
        [".htm"] = "text/html",
        [".xml"] = "application/xml",
        [".json"] = "application/json",
        [".docx"] = "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        [".xlsx"] = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        [".pptx"] = "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    };

    /// <summary>Detects the media type from the first bytes; returns <see langword="null"/> if the format is not known.</summary>
    public static string? Find(ReadOnlySpan<byte> file) => file switch
    {
        [0x89, (byte)'P', (byte)'N', (byte)'G', ..] => "image/png",
        [0xFF, 0xD8, 0xFF, ..] => "image/jpeg",
        _ when file.StartsWith("GIF87a"u8) || file.StartsWith("GIF89a"u8) => "image/gif",
        _ when IsRiff(file, "WEBP"u8) => "image/webp",
        _ when IsRiff(file, "WAVE"u8) => "audio/wav",
        [(byte)'B', (byte)'M', _, _, _, _, 0, 0, 0, 0, ..] => "image/bmp",
        [(byte)'I', (byte)'I', 42, 0, ..] or [(byte)'M', (byte)'M', 0, 42, ..] => "image/tiff",
        _ when file.StartsWith("%PDF-"u8) => "application/pdf",
        _ when file.StartsWith("OggS"u8) => "audio/ogg",
        _ when file.StartsWith("fLaC"u8) => "audio/flac",
        _ when file.StartsWith("ID3"u8) => "audio/mpeg",
        // These are the headers of audio frames. The layer bits are 0 for AAC and 1 for MP3. They are checked because UTF-16 text begins with similar bytes.
        [0xFF, var second, ..] when (second & 0xF6) == 0xF0 => "audio/aac",
        [0xFF, var second, ..] when (second & 0xE6) == 0xE2 => "audio/mpeg",
        [0x1A, 0x45, 0xDF, 0xA3, ..] => file[..Math.Min(file.Length, 64)].IndexOf("webm"u8) > 0 ? "video/webm" : "video/x-matroska",
        [_, _, _, _, (byte)'f', (byte)'t', (byte)'y', (byte)'p', _, _, _, _, ..] => OfBrand(file[8..12]),
        _ => null,
    };

    /// <summary>Detects the media type from the extension of a file name; returns <see langword="null"/> if the extension is not known.</summary>
    public static string? OfName(string? name) => name is null ? null : _byExtension.GetValueOrDefault(Path.GetExtension(name));

    /// <summary>Returns a name for a file of the specified type, such as <c>file.pdf</c>; without an extension if the type is not known.</summary>
    public static string NameOf(string mediaType) => $"file{_byExtension.FirstOrDefault(known => known.Value == mediaType).Key}";

    /// <summary>Returns the protocol's name for an audio format, such as <c>mp3</c> for <c>audio/mpeg</c>.</summary>
    public static string FormatOf(string mediaType)
    {
        var format = mediaType[(mediaType.IndexOf('/', StringComparison.Ordinal) + 1)..].Split(';')[0].Trim();
        return format switch
        {
            "mpeg" => "mp3",
            "mp4" => "m4a",
            "wave" or "vnd.wave" => "wav",
            _ => format.StartsWith("x-", StringComparison.Ordinal) ? format[2..] : format,
        };
    }

    /// <summary>Returns the media type, or throws an exception if it is not well formed.</summary>
    /// <exception cref="ArgumentException">The media type is not well formed.</exception>
    public static string Check(string mediaType, string parameter)
    {
        ArgumentException.ThrowIfNullOrEmpty(mediaType, parameter);
        var slash = mediaType.IndexOf('/', StringComparison.Ordinal);
        return slash > 0 && slash < mediaType.Length - 1
            ? mediaType
            : throw WrongArgument.Because($"'{OneLine.Of(mediaType, 50)}' is not a media type. A media type contains a slash, as in image/png.", parameter);
    }

    /// <summary>Returns the media type that was specified, or detects it.</summary>
    /// <exception cref="ArgumentException">The specified media type is not well formed, or none was specified and it cannot be detected.</exception>
    public static string Of(ReadOnlySpan<byte> file, string? name, string? given)
    {
        return given is not null ? Check(given, "mediaType")
            : Find(file) ?? OfName(name) ?? throw WrongArgument.Because($"The media type of the file{(name is null ? "" : $" '{OneLine.Of(name, 100)}'")} cannot be detected from its bytes or its name. Specify the media type, such as text/plain.", "mediaType");
    }

    private static bool IsRiff(ReadOnlySpan<byte> file, ReadOnlySpan<byte> kind) => file.Length >= 12 && file.StartsWith("RIFF"u8) && file[8..].StartsWith(kind);

    private static string OfBrand(ReadOnlySpan<byte> brand) => brand switch
    {
        _ when brand.StartsWith("heic"u8) || brand.StartsWith("heix"u8) || brand.StartsWith("mif1"u8) => "image/heic",
        _ when brand.StartsWith("avif"u8) => "image/avif",
        _ when brand.StartsWith("M4A"u8) => "audio/mp4",
        _ when brand.StartsWith("qt"u8) => "video/quicktime",
        _ => "video/mp4",
    };
}
