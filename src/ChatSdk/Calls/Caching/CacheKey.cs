using System.Security.Cryptography;
using System.Text.Json;

namespace ChatSdk;

/// <summary>
/// Creates the cache key of a call. Equal requests have equal keys, even if the order of their JSON members differs. The API key,
/// the headers and the query that are configured for the client are not part of the cache key, because they may contain secrets. Headers
/// and query parameters that are set for the call itself are part of it.
/// </summary>
internal static class CacheKey
{
    // The maximum nesting depth of a request.
    private const int _deepest = 1000;

    public static string Of(string prefix, Call call)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, new JsonWriterOptions { MaxDepth = _deepest + 1 }))
        {
            json.WriteStartArray();
            json.WriteStringValue(new ServerAddress(call.Options.BaseAddress!, Endpoints.Paths).Of(call.Path, call.Endpoint.Path).GetLeftPart(UriPartial.Path));
            WriteSorted(json, call.OwnQuery);
            WriteSorted(json, call.OwnHeaders);
            using var body = JsonDocument.Parse(call.Body!, new JsonDocumentOptions { MaxDepth = _deepest });
            WriteSorted(json, body.RootElement);
            json.WriteEndArray();
        }

        return prefix + Convert.ToHexString(SHA256.HashData(bytes.GetBuffer().AsSpan(0, (int)bytes.Length)));
    }

    private static void WriteSorted(Utf8JsonWriter json, IEnumerable<KeyValuePair<string, string>> settings)
    {
        json.WriteStartArray();
        foreach (var (name, value) in settings.OrderBy(setting => setting.Key, StringComparer.Ordinal))
        {
            json.WriteStringValue(name);
            json.WriteStringValue(value);
        }

        json.WriteEndArray();
    }

    private static void WriteSorted(Utf8JsonWriter json, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                json.WriteStartObject();
                foreach (var member in value.EnumerateObject().OrderBy(member => member.Name, StringComparer.Ordinal))
                {
                    json.WritePropertyName(member.Name);
                    WriteSorted(json, member.Value);
                }

                json.WriteEndObject();
                break;
            case JsonValueKind.Array:
                json.WriteStartArray();
                foreach (var item in value.EnumerateArray())
                {
                    WriteSorted(json, item);
                }

                json.WriteEndArray();
                break;
            default:
                json.WriteRawValue(value.GetRawText());
                break;
        }
    }
}
