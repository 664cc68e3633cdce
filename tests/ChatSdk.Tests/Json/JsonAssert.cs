using System.Text.Encodings.Web;
using System.Text.Json;

namespace ChatSdk.Tests.Json;

/// <summary>Compares JSON by what it says: blanks, the order of members and the way a number is written do not count.</summary>
internal static class JsonAssert
{
    private static readonly JsonSerializerOptions _readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void AreEqual(string expected, JsonElement? actual, string because = "") => AreEqual(JsonElement.Parse(expected), actual, because);

    public static void AreEqual(JsonElement expected, JsonElement? actual, string because = "")
    {
        if (actual is not { } element)
        {
            Assert.Fail($"There is no JSON. {because}\nExpected: {Readable(expected)}");
        }
        else if (!JsonElement.DeepEquals(expected, element))
        {
            Assert.Fail($"The JSON differs. {because}\nExpected: {Readable(expected)}\nActual:   {Readable(element)}");
        }
    }

    private static string Readable(JsonElement json) => JsonSerializer.Serialize(json, _readable);
}
