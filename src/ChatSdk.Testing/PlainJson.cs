using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace ChatSdk.Testing;

/// <summary>
/// Writes JSON as real servers do: non-ASCII characters are not escaped, so that a test can split the bytes of a character between two
/// chunks.
/// </summary>
internal static partial class PlainJson
{
    private static readonly JsonWriterOptions _options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(JsonObject json)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(bytes, _options))
        {
            json.WriteTo(writer);
        }

        // Even the relaxed encoder escapes surrogate pairs, such as emoji. It never writes an unpaired surrogate, so two escaped
        // surrogates always form a pair.
        return EscapedPair().Replace(Encoding.UTF8.GetString(bytes.WrittenSpan), Unescape);
    }

    /// <summary>Returns the JSON that the library writes for a record.</summary>
    public static JsonNode ToNode(WireRecord record)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(bytes))
        {
            record.WriteTo(writer);
        }

        return JsonNode.Parse(bytes.WrittenSpan)!;
    }

    private static string Unescape(Match pair) => new([Unit(pair, "high"), Unit(pair, "low")]);

    private static char Unit(Match pair, string name) =>
        (char)ushort.Parse(pair.Groups[name].ValueSpan, NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\\u(?<high>D[89AB][0-9A-F]{2})\\u(?<low>D[C-F][0-9A-F]{2})", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex EscapedPair();
}
