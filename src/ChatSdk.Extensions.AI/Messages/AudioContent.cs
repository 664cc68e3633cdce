using Microsoft.Extensions.AI;

namespace ChatSdk.Extensions.AI;

/// <summary>Sound: the protocol knows it by a short name of its format, and a spoken answer of before by its id.</summary>
internal static class AudioContent
{
    private const string _id = "audio_id";
    private const string _transcript = "transcript";

    private static readonly Dictionary<string, string> _formats = new(StringComparer.OrdinalIgnoreCase)
    {
        ["mpeg"] = "mp3",
        ["vnd.wave"] = "wav",
        ["wave"] = "wav",
        ["x-wav"] = "wav",
    };

    private static readonly Dictionary<string, string> _subtypes = new(StringComparer.OrdinalIgnoreCase)
    {
        ["mp3"] = "mpeg",
        ["pcm16"] = "pcm",
    };

    /// <summary>Gives the name of the format.</summary>
    public static string FormatOf(string mediaType)
    {
        var subtype = mediaType.Split(';')[0]["audio/".Length..].Trim();
        return _formats.GetValueOrDefault(subtype, subtype);
    }

    /// <summary>Gives the id of a spoken answer; <see langword="null"/> if it has none.</summary>
    public static string? IdOf(DataContent audio) => Fields.Text(audio.AdditionalProperties, _id);

    /// <summary>Gives a spoken answer, with what was said among its properties.</summary>
    public static AIContent Map(ChatAudio audio, string? format)
    {
        if (audio.Data is null || Bytes(audio.Data) is not { } sound)
        {
            return new AIContent { RawRepresentation = audio };
        }

        AdditionalPropertiesDictionary properties = Fields.ToProperties(audio.ExtraFields) ?? [];
        Set(properties, _id, audio.Id);
        Set(properties, _transcript, audio.Transcript);
        return new DataContent(sound, MediaTypeOf(format)) { AdditionalProperties = properties, RawRepresentation = audio };
    }

    /// <summary>Gives sound among the content; <see langword="null"/> if it cannot be read.</summary>
    public static AIContent? Map(AudioReference? audio) =>
        audio?.Data is not null && Bytes(audio.Data) is { } sound ? new DataContent(sound, MediaTypeOf(audio.Format)) : null;

    private static string MediaTypeOf(string? format) =>
        string.IsNullOrEmpty(format) ? "audio/*" : $"audio/{_subtypes.GetValueOrDefault(format, format)}";

    private static void Set(AdditionalPropertiesDictionary properties, string name, string? value)
    {
        if (value is not null)
        {
            properties[name] = value;
        }
    }

    private static byte[]? Bytes(string base64)
    {
        var bytes = new byte[base64.Length];
        return Convert.TryFromBase64String(base64, bytes, out var length) ? bytes[..length] : null;
    }
}
