using System.Text.Json;
using System.Text.Json.Serialization;

namespace ChatSdk;

/// <summary>A part of what a message says.</summary>
/// <remarks>See <see href="https://platform.openai.com/docs/api-reference/chat/create">the protocol's description of <c>messages</c></see>.</remarks>
[JsonConverter(typeof(UnionConverter<ContentPart>))]
public abstract record ContentPart : WireRecord, IWireUnion<ContentPart>
{
    private protected ContentPart()
    {
    }

    /// <summary>Gets the kind of the part, such as <c>text</c> or <c>image_url</c>.</summary>
    [JsonPropertyName("type")]
    public string? Type { get; init; }

    static ContentPart? IWireUnion<ContentPart>.Read(JsonElement json) => ContentPartReader.Read(json.Clone()) is [var part] ? part : null;

    void IWireUnion.WriteTo(Utf8JsonWriter writer) => WriteTo(writer);

    /// <summary>Gives a part that is text.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The part.</returns>
    public static TextPart FromText(string text) => new() { Text = text };

    /// <summary>Gives a part that is an image.</summary>
    /// <param name="url">The address of the image, or the image itself as a <c>data:</c> address. It is sent as it is.</param>
    /// <param name="detail">How closely the model looks: <c>low</c>, <c>high</c> or <c>auto</c>; <see langword="null"/> is not sent.</param>
    /// <returns>The part.</returns>
    public static ImagePart FromImage(string url, string? detail = null) => new() { ImageUrl = new() { Url = url, Detail = detail } };

    /// <summary>Gives a part that is an image, sent along.</summary>
    /// <param name="image">The image's bytes.</param>
    /// <param name="mediaType">Its media type, such as <c>image/png</c>.</param>
    /// <returns>The part.</returns>
    public static ImagePart FromImage(ReadOnlySpan<byte> image, string mediaType) =>
        FromImage($"data:{mediaType};base64,{Convert.ToBase64String(image)}");

    /// <summary>Gives a part that is sound.</summary>
    /// <param name="audio">The sound's bytes.</param>
    /// <param name="format">Its format: <c>wav</c> or <c>mp3</c>.</param>
    /// <returns>The part.</returns>
    public static AudioPart FromAudio(ReadOnlySpan<byte> audio, string format) =>
        new() { InputAudio = new() { Data = Convert.ToBase64String(audio), Format = format } };

    /// <summary>Gives a part that is a file.</summary>
    /// <param name="file">The file.</param>
    /// <returns>The part.</returns>
    public static FilePart FromFile(FileReference file) => new() { File = file };
}
