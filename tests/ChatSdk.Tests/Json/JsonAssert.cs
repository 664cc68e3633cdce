using System.Text.Encodings.Web;
using System.Text.Json;

namespace ChatSdk.Tests.Json;

/// <summary>Compares JSON by value: whitespace, the order of members and the notation of numbers do not matter.</summary>
internal static class JsonAssert
{
    private static readonly JsonSerializerOptions _readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void AreEqual(string expected, JsonElement? actual, string because = "") => AreEqual(JsonElement.Parse(expected), actual, because);

    public static void AreEqual(JsonElement expected, JsonElement? actual, string because = "")
    {
        if (actual is not { } element)
        {
            Assert.Fail($"The JSON is missing. {because}\nExpected: {Readable(expected)}");
        }
        else if (!JsonElement.DeepEquals(expected, element))
        {
            Assert.Fail($"The JSON differs. {because}\nExpected: {Readable(expected)}\nActual:   {Readable(element)}");
        }
    }

    /// <summary>Asserts that the actual JSON contains at least the expected JSON. Items of an array may be in any order.</summary>
    public static void Contains(JsonElement expected, JsonElement actual)
    {
        if (!IsIn(expected, actual))
        {
            Assert.Fail($"The JSON is incomplete.\nExpected at least: {Readable(expected)}\nActual: {Readable(actual)}");
        }
    }

    private static bool IsIn(JsonElement expected, JsonElement actual) => expected.ValueKind switch
    {
        JsonValueKind.Object => actual.ValueKind == JsonValueKind.Object
            && expected.EnumerateObject().All(member => actual.TryGetProperty(member.Name, out var value) && IsIn(member.Value, value)),
        JsonValueKind.Array => actual.ValueKind == JsonValueKind.Array
            && expected.EnumerateArray().All(item => actual.EnumerateArray().Any(other => IsIn(item, other))),
        _ => JsonElement.DeepEquals(expected, actual),
    };

    private static string Readable(JsonElement json) => JsonSerializer.Serialize(json, _readable);
}
