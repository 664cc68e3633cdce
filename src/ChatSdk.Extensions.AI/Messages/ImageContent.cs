using System.Text.Json;
using Microsoft.Extensions.AI;

namespace ChatSdk.Extensions.AI;

/// <summary>Maps images that a server returns in the <c>images</c> field of a message instead of in its content. They are marked, so that they are sent back in the same field even after the message has been stored and loaded again.</summary>
internal static class ImageContent
{
    /// <summary>The name of the field that contains the images. The additional property that marks content from this field has the same name.</summary>
    public const string Field = "images";

    public static AIContent Map(ImagePart image)
    {
        var content = PartContents.Of(image);
        (content.AdditionalProperties ??= [])[Field] = true;
        return content;
    }

    /// <summary>Returns the image if the content is marked as an image from the <c>images</c> field; otherwise, <see langword="null"/>.</summary>
    public static ImagePart? Of(AIContent content) => content.AdditionalProperties?.GetValueOrDefault(Field) is true or JsonElement { ValueKind: JsonValueKind.True }
        ? content.RawRepresentation as ImagePart ?? PartMapper.Map(content) as ImagePart
        : null;
}
