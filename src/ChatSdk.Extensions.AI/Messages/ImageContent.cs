using System.Text.Json;
using Microsoft.Extensions.AI;

namespace ChatSdk.Extensions.AI;

/// <summary>Maps images of a response that are beside its content, and are sent back there. They are marked, so that they are recognized even after they were stored.</summary>
internal static class ImageContent
{
    /// <summary>The field that the images are in, which is the name of the mark too.</summary>
    public const string Field = "images";

    public static AIContent Map(ImagePart image)
    {
        var content = PartContents.Of(image);
        (content.AdditionalProperties ??= [])[Field] = true;
        return content;
    }

    /// <summary>Returns the image; <see langword="null"/> if the content is anything else.</summary>
    public static ImagePart? Of(AIContent content) => content.AdditionalProperties?.GetValueOrDefault(Field) is true or JsonElement { ValueKind: JsonValueKind.True }
        ? content.RawRepresentation as ImagePart ?? PartMapper.Map(content) as ImagePart
        : null;
}
