using System.Text.Encodings.Web;
using System.Text.Json;

namespace ChatSdk;

/// <summary>Writes a record as the bytes that go out.</summary>
internal static class WireBytes
{
    // What HTML needs escaped is harmless in a request, and scripts other than Latin stay half as long.
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

    /// <summary>Returns the record as JSON of any form.</summary>
    public static JsonElement ElementOf(WireRecord record)
    {
        var reader = new Utf8JsonReader(Of(record));
        return JsonElement.ParseValue(ref reader);
    }
}
