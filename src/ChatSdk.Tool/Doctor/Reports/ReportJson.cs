using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ChatSdk.Tool;

/// <summary>Writes and reads a report as JSON.</summary>
internal static class ReportJson
{
    private static readonly DoctorJson _json = new(new JsonSerializerOptions(DoctorJson.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    public static string Write(DoctorReport report) => JsonSerializer.Serialize(report, _json.DoctorReport) + "\n";

    public static string Write(DoctorComparison comparison) => JsonSerializer.Serialize(comparison, _json.DoctorComparison) + "\n";

    /// <summary>Reads a report from a file.</summary>
    /// <exception cref="ToolException">The file is not a report.</exception>
    public static DoctorReport ReadFile(string path)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(path), _json.DoctorReport) ?? throw new JsonException();
        }
        catch (JsonException)
        {
            throw new ToolException($"{path} is not a report that 'chatsdk doctor --format json' has written.");
        }
    }
}

/// <summary>The JSON metadata for the reports.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(DoctorReport))]
[JsonSerializable(typeof(DoctorComparison))]
internal sealed partial class DoctorJson : JsonSerializerContext;
