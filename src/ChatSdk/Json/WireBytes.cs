using System.Text.Encodings.Web;
using System.Text.Json;

namespace ChatSdk;

/// <summary>Serializes a record as UTF-8.</summary>
internal static class WireBytes
{
    // A request need not be safe to embed in HTML, and non-Latin text is at most half as long without escapes.
    private static readonly JsonWriterOptions _writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private const int _usualSize = 1024;

    public static byte[] Of(WireRecord record)
    {
        using var bytes = new PooledBytes(_usualSize, Array.MaxLength);
        using (var writer = new Utf8JsonWriter(bytes, _writing))
        {
            record.WriteTo(writer);
        }

        return bytes.Bytes.ToArray();
    }

    /// <summary>Converts a record to an element.</summary>
    public static JsonElement ElementOf(WireRecord record)
    {
        var reader = new Utf8JsonReader(Of(record));
        return JsonElement.ParseValue(ref reader);
    }
}
