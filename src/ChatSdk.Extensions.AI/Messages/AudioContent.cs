using Microsoft.Extensions.AI;

namespace ChatSdk.Extensions.AI;

/// <summary>
/// Maps audio between the protocol and Microsoft.Extensions.AI. The protocol has its own short names for audio formats, and a request refers
/// to an earlier spoken answer by its id.
/// </summary>
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

    /// <summary>Returns the protocol's name for an audio format, such as <c>mp3</c> for <c>audio/mpeg</c>.</summary>
    public static string FormatOf(string mediaType)
    {
        var subtype = mediaType.Split(';')[0]["audio/".Length..].Trim();
        return _formats.GetValueOrDefault(subtype, subtype);
    }

    /// <summary>Returns the id of a spoken answer; <see langword="null"/> if the audio has none.</summary>
    public static string? IdOf(DataContent audio) => Fields.Text(audio.AdditionalProperties, _id);

    /// <summary>
    /// Maps a spoken answer, with its id and its transcript as additional properties. If its data is missing or invalid, the result is a
    /// plain <see cref="AIContent"/>.
    /// </summary>
    public static AIContent Map(ChatAudio audio, string? format)
    {
        if (Sound(audio.Data, format) is not { } sound)
        {
            return new AIContent { RawRepresentation = audio };
        }

        AdditionalPropertiesDictionary properties = Fields.ToProperties(audio.ExtraFields) ?? [];
        Set(properties, _id, audio.Id);
        Set(properties, _transcript, audio.Transcript);
        sound.AdditionalProperties = properties;
        sound.RawRepresentation = audio;
        return sound;
    }

    /// <summary>Maps audio in the content of a message; returns <see langword="null"/> if its data is missing or invalid.</summary>
    public static AIContent? Map(AudioReference? audio) => Sound(audio?.Data, audio?.Format);

    private static DataContent? Sound(string? data, string? format)
    {
        try
        {
            return data is null ? null : new DataContent(Convert.FromBase64String(data), MediaTypeOf(format));
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // Invalid data must not cause the rest of the answer to be lost.
            return null;
        }
    }

    private static string MediaTypeOf(string? format) =>
        string.IsNullOrWhiteSpace(format) ? "audio/*" : $"audio/{_subtypes.GetValueOrDefault(format, format)}";

    private static void Set(AdditionalPropertiesDictionary properties, string name, string? value)
    {
        if (value is not null)
        {
            properties[name] = value;
        }
    }
}
