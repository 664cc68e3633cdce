using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace ChatSdk;

/// <summary>A part that is an image: one that is sent to the model, or one that the model generated.</summary>
[JsonConverter(typeof(PartConverter<ImagePart>))]
public sealed partial record ImagePart : ContentPart
{
    /// <summary>Initializes a new instance of the <see cref="ImagePart"/> class.</summary>
    public ImagePart() => Type = "image_url";

    /// <summary>Gets the image.</summary>
    [JsonPropertyName("image_url")]
    public ImageReference? ImageUrl { get; init; }

    /// <summary>Gets the media type of an image that is a <c>data:</c> URL, such as <c>image/png</c>; <see langword="null"/> if it is not known.</summary>
    [JsonIgnore]
    public string? MediaType => DataUrl.MediaTypeOf(ImageUrl?.Url);

    /// <summary>Returns the bytes of the image, decoded from its <c>data:</c> URL, for example to store them in a file.</summary>
    /// <returns>The bytes, decoded anew by each call.</returns>
    /// <exception cref="InvalidOperationException">The image is at another address, has none, or its data cannot be decoded.</exception>
    public byte[] ToBytes() => DataUrl.Decode(ImageUrl?.Url, out var failure) ?? throw new InvalidOperationException(failure);

    /// <summary>Returns the bytes of the image if it is a <c>data:</c> URL that can be decoded.</summary>
    /// <param name="bytes">The bytes; <see langword="null"/> if the image is at another address, has none, or its data cannot be decoded.</param>
    /// <returns>Whether there are bytes.</returns>
    public bool TryGetBytes([NotNullWhen(true)] out byte[]? bytes) => (bytes = DataUrl.Decode(ImageUrl?.Url, out _)) is not null;

    /// <summary>Gets all images of a message, those among its content included, each once.</summary>
    internal static IReadOnlyList<ImagePart> All(IReadOnlyList<ImagePart>? images, ChatContent? content) => images is null && content?.Parts is null
        ? []
        : [.. (images ?? []).Concat(content?.Parts?.OfType<ImagePart>() ?? []).DistinctBy(image => image.ImageUrl?.Url ?? (object)image)];
}
