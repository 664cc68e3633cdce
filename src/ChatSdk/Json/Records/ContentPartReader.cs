using System.Runtime.InteropServices;
using System.Text.Json;

namespace ChatSdk;

/// <summary>Reads the parts of a message. In the JSON, the type of a part may follow the fields that depend on it, so the part is first parsed completely.</summary>
internal static class ContentPartReader
{
    private const string _cacheControl = "cache_control";

    /// <summary>Reads a list of parts, or a single part as a list with one element.</summary>
    public static ContentPart[] Read(JsonElement content) =>
        content.ValueKind == JsonValueKind.Array ? [.. content.EnumerateArray().Select(ReadPart)] : [ReadPart(content)];

    /// <summary>Returns the text of a string, of a text part, or of a list of these; empty for any other value.</summary>
    public static string TextOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => JsonText.Of(value),
        JsonValueKind.Array => string.Concat(value.EnumerateArray().Select(TextOf)),
        JsonValueKind.Object when value.TryGetProperty("text", out var text) => TextOf(text),
        _ => "",
    };

    private static ContentPart ReadPart(JsonElement part)
    {
        if (part.ValueKind == JsonValueKind.String)
        {
            return ContentPart.FromText(JsonText.Of(part));
        }

        if (part.ValueKind != JsonValueKind.Object)
        {
            return new UnknownPart { Value = part };
        }

        var type = part.TryGetProperty("type", out var kind) && kind.ValueKind == JsonValueKind.String ? kind.GetString() : null;
        var read = OfType(part, type);
        return read is not ImagePart && Has(part, _cacheControl, JsonValueKind.Object) ? read with { CacheControl = ReadMember<CacheControl>(part, _cacheControl) } : read;
    }

    private static ContentPart OfType(JsonElement part, string? type) => type switch
    {
        "text" or "output_text" or null when Has(part, "text", JsonValueKind.String) =>
            new TextPart { Type = type, Text = JsonText.Of(part.GetProperty("text")), ExtraFields = Rest(part, "text") },
        "image_url" when Has(part, "image_url", JsonValueKind.String) || Has(part, "image_url", JsonValueKind.Object) =>
            WireReader.ReadWhole<ImagePart>(JsonMarshal.GetRawUtf8Value(part)),
        "input_audio" when Has(part, "input_audio", JsonValueKind.Object) =>
            new AudioPart { InputAudio = ReadMember<AudioReference>(part, "input_audio"), ExtraFields = Rest(part, "input_audio") },
        "file" when Has(part, "file", JsonValueKind.Object) =>
            new FilePart { File = ReadMember<FileReference>(part, "file"), ExtraFields = Rest(part, "file") },
        "refusal" when Has(part, "refusal", JsonValueKind.String) =>
            new RefusalPart { Refusal = JsonText.Of(part.GetProperty("refusal")), ExtraFields = Rest(part, "refusal") },
        "thinking" or "reasoning" =>
            new ThinkingPart { Type = type, Thinking = Member(part, "thinking"), ExtraFields = Rest(part, "thinking") },
        _ => new UnknownPart { Type = type, ExtraFields = Rest(part, null) },
    };

    private static bool Has(JsonElement part, string name, JsonValueKind kind) =>
        part.TryGetProperty(name, out var value) && value.ValueKind == kind;

    private static JsonElement? Member(JsonElement part, string name) => part.TryGetProperty(name, out var value) ? value : null;

    private static T ReadMember<T>(JsonElement part, string name)
        where T : IWireRecord<T> => WireReader.ReadWhole<T>(JsonMarshal.GetRawUtf8Value(part.GetProperty(name)));

    private static FieldBag Rest(JsonElement part, string? known) => FieldBag.From(
        [.. part.EnumerateObject()
            .Where(member => member.Name != known && (member.Name != "type" || member.Value.ValueKind != JsonValueKind.String) && (member.Name != _cacheControl || member.Value.ValueKind != JsonValueKind.Object))
            .Select(member => KeyValuePair.Create(member.Name, member.Value))]);
}
