using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ChatSdk.Tests.DependencyInjection;

/// <summary>Creates the parts of a JSON schema that describe a value in the configuration, and compares schemas with their files.</summary>
internal static class SchemaValue
{
    private static readonly JsonSerializerOptions _json = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Fails if the content of the file differs from the schema. With APPROVE_DOCS=1, the method writes the file first.</summary>
    public static void ShouldBeIn(string file, JsonObject schema)
    {
        var expected = schema.ToJsonString(_json).ReplaceLineEndings("\n") + "\n";
        if (Environment.GetEnvironmentVariable("APPROVE_DOCS") == "1")
        {
            File.WriteAllText(file, expected);
        }

        File.ReadAllText(file).ReplaceLineEndings("\n").Should().Be(expected);
    }

    /// <summary>Returns the schema for a value of the given type.</summary>
    public static JsonObject Form(Type type) =>
        type == typeof(string) ? new() { ["type"] = "string" }
        : type == typeof(bool) ? new() { ["type"] = "boolean" }
        : type == typeof(int) || type == typeof(int?) || type == typeof(long?) ? new() { ["type"] = "integer" }
        : type == typeof(decimal) || type == typeof(decimal?) || type == typeof(double) ? new() { ["type"] = "number" }
        : type == typeof(TimeSpan) || type == typeof(TimeSpan?) ? new() { ["type"] = "string", ["pattern"] = @"^(Infinite|(\d+\.)?\d{1,2}:\d{1,2}(:\d{1,2}(\.\d{1,7})?)?)$" }
        : type.IsEnum ? new() { ["enum"] = new JsonArray([.. Enum.GetNames(type).Select(name => JsonValue.Create(name))]) }
        : type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IDictionary<,>) ? new() { ["type"] = "object", ["additionalProperties"] = Form(type.GetGenericArguments()[1]) }
        : type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IList<>) ? new() { ["type"] = "array", ["items"] = Form(type.GetGenericArguments()[0]) }
        : type.Assembly == typeof(ChatClient).Assembly ? new() { ["$ref"] = $"#/definitions/{type.Name}" }
        : throw new AssertionException($"The schema does not describe options of the type {type}.");

    /// <summary>Returns a default value in the form that the configuration uses, or <see langword="null"/> if the schema omits it.</summary>
    public static JsonNode? Default(object? value) => value switch
    {
        string text => text,
        bool flag => flag,
        int number => number,
        double number => number,
        TimeSpan time when time == Timeout.InfiniteTimeSpan => "Infinite",
        TimeSpan time => time.ToString("c"),
        Enum word => word.ToString(),
        _ => null,
    };
}
