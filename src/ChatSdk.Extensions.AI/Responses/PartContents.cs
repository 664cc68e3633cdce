using Microsoft.Extensions.AI;

namespace ChatSdk.Extensions.AI;

/// <summary>Maps a part of a response to an <see cref="AIContent"/>. A part without a counterpart becomes a plain <see cref="AIContent"/> with the part as its raw representation.</summary>
internal static class PartContents
{
    public static AIContent Of(ContentPart part)
    {
        var content = part switch
        {
            TextPart { Text: { } text } => new TextContent(text),
            RefusalPart { Refusal: { } words } => RefusalContent.Of(words, part),
            ImagePart { ImageUrl.Url: { } url } image => Image(url, image),
            AudioPart audio => AudioContent.Map(audio.InputAudio),
            FilePart { File.FileId: { } id } file when !string.IsNullOrWhiteSpace(id) => new HostedFileContent(id) { Name = file.File.Filename },
            FilePart { File.FileData: { } data } file => Data(data, file.File.Filename),
            _ => null,
        } ?? new AIContent();
        content.AdditionalProperties = Fields.ToProperties(part.ExtraFields);
        if (part is ImagePart { ImageUrl.Detail: { } detail })
        {
            (content.AdditionalProperties ??= [])["detail"] = detail;
        }

        content.RawRepresentation = part;
        return content;
    }

    private static AIContent? Image(string url, ImagePart image) => url.StartsWith("data:", StringComparison.OrdinalIgnoreCase)
        ? Data(url, name: null) ?? (image.TryGetBytes(out var bytes) ? new DataContent(bytes, image.MediaType ?? "image/*") : null)
        : Uri.TryCreate(url, UriKind.Absolute, out var address) ? new UriContent(address, "image/*")
        : null;

    private static DataContent? Data(string url, string? name)
    {
        try
        {
            return new DataContent(url) { Name = name };
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // Invalid data must not cause the rest of the answer to be lost.
            return null;
        }
    }
}
