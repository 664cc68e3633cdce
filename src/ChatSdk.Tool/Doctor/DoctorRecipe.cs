using System.Text;

namespace ChatSdk.Tool;

/// <summary>Writes C# code that uses a server with the settings that the findings recommend.</summary>
internal static class DoctorRecipe
{
    public static string Of(DoctorReport report)
    {
        var settings = report.Results.Select(result => result.Setting).OfType<Setting>().ToList();
        string[] connection =
        [
            $"BaseAddress = \"{Escaped(report.Address)}\"",
            .. report.Authentication == "none" ? Array.Empty<string>() : ["ApiKey = key"],
            $"Model = \"{Escaped(report.Model ?? ProbeSession.DefaultModel)}\"",
        ];
        var code = new StringBuilder("using var client = new ChatClient(");
        Append(code, nameof(ChatClientOptions), [.. connection.Concat(Codes<ChatClientOptions>(settings))]);
        code.Append(");\nvar request = ");
        Append(code, nameof(ChatCompletionRequest), ["Messages = messages", .. Codes<ChatCompletionRequest>(settings)]);
        code.Append(";\n");
        if (Codes<StructuredOutputOptions>(settings) is { Count: > 0 } output)
        {
            code.Append("var output = ");
            Append(code, nameof(StructuredOutputOptions), output);
            code.Append(";\n");
        }

        return code.ToString();
    }

    // If several findings set the same property, the last one is used, because later probes build on the findings of earlier ones.
    private static void Append(StringBuilder code, string type, IReadOnlyList<string> assignments)
    {
        code.Append("new ").Append(type).Append("\n{\n");
        foreach (var assignment in assignments.GroupBy(assignment => assignment.Split(" = ")[0], StringComparer.Ordinal))
        {
            code.Append("    ").Append(assignment.Last()).Append(",\n");
        }

        code.Append('}');
    }

    private static List<string> Codes<T>(IEnumerable<Setting> settings) => [.. settings.Where(setting => setting.Type == typeof(T).Name).Select(setting => setting.Code)];

    private static string Escaped(string text) => text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);
}
