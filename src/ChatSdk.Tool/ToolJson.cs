using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace ChatSdk.Tool;

/// <summary>The JSON that the commands read and write.</summary>
[JsonSerializable(typeof(JsonObject))]
internal sealed partial class ToolJson : JsonSerializerContext
{
    /// <summary>Gets options that write text in any script as it is, since the output is not part of a web page.</summary>
    public static JsonSerializerOptions Readable { get; } = new() { TypeInfoResolver = Default, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
