using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace ChatSdk.Tool;

/// <summary>The JSON metadata for the objects that the commands read and write.</summary>
[JsonSerializable(typeof(JsonObject))]
internal sealed partial class ToolJson : JsonSerializerContext
{
    /// <summary>Gets options that do not escape non-ASCII text, because the output is not part of a web page.</summary>
    public static JsonSerializerOptions Readable { get; } = new() { TypeInfoResolver = Default, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
