using Microsoft.Extensions.AI;

namespace ChatSdk.Extensions.AI;

/// <summary>Maps the contents of messages from Microsoft.Extensions.AI to content parts of the protocol.</summary>
internal static class PartMapper
{
    private const string _detail = "detail";

    /// <summary>Returns the part; <see langword="null"/> if the protocol has no corresponding part.</summary>
    public static ContentPart? Map(AIContent content) => content switch
    {
        TextContent text => Fields.With(ContentPart.FromText(text.Text), text.AdditionalProperties),
        DataContent data when data.HasTopLevelMediaType("image") => Image(data.Uri, data),
        DataContent data when data.HasTopLevelMediaType("audio") => Fields.With(Audio(data), data.AdditionalProperties),
        DataContent data when !data.HasTopLevelMediaType("video") => File(new() { FileData = data.Uri, Filename = data.Name }, data),
        UriContent link when link.HasTopLevelMediaType("image") => Image(link.Uri.AbsoluteUri, link),
        HostedFileContent file => File(new() { FileId = file.FileId, Filename = file.Name }, file),
        _ => null,
    };

    /// <summary>Returns the corresponding part, or the part from which the content was created.</summary>
    /// <exception cref="NotSupportedException">The content has no corresponding part, and was not created from one.</exception>
    public static ContentPart MapOrThrow(AIContent content) => Map(content) ?? content.RawRepresentation as ContentPart ?? throw CannotSend(content);

    public static NotSupportedException CannotSend(AIContent content)
    {
        var kind = content switch
        {
            DataContent data => $"{nameof(DataContent)} with the media type {data.MediaType}",
            UriContent link => $"{nameof(UriContent)} with the media type {link.MediaType}",
            ErrorContent error => $"{nameof(ErrorContent)} with the code '{error.ErrorCode}'",
            _ => content.GetType().Name,
        };
        return new NotSupportedException($"{kind} cannot be sent over the chat-completions protocol. Set its RawRepresentation to the ContentPart to send.");
    }

    private static ImagePart Image(string address, AIContent content) =>
        Fields.With(ContentPart.FromImage(address, Fields.Text(content.AdditionalProperties, _detail)), content.AdditionalProperties, _detail, ImageContent.Field);

    private static FilePart File(FileReference file, AIContent content) => Fields.With(ContentPart.FromFile(file), content.AdditionalProperties);

    private static AudioPart Audio(DataContent data) =>
        new() { InputAudio = new() { Data = data.Base64Data.ToString(), Format = AudioContent.FormatOf(data.MediaType) } };
}
