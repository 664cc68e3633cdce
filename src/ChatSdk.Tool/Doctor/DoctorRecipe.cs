using System.Text;

namespace ChatSdk.Tool;

/// <summary>Writes the C# code that uses a server as the findings recommend.</summary>
internal static class DoctorRecipe
{
    public static string Of(DoctorReport report)
    {
        var settings = report.Results.Select(result => result.Setting).OfType<Setting>().Distinct().ToList();
        var client = Codes<ChatClientOptions>(settings);
        var code = new StringBuilder("using var client = new ChatClient(new ChatClientOptions\n{\n");
        foreach (var line in new[] { $"BaseAddress = \"{Escaped(report.Address)}\"", "ApiKey = key", $"Model = \"{Escaped(report.Model ?? "…")}\"" }.Where(line => !client.Any(other => Name(other) == Name(line))).Concat(client))
        {
            code.Append("    ").Append(line).Append(",\n");
        }

        code.Append("});\nvar request = new ChatCompletionRequest { ").AppendJoin(", ", ["Messages = messages", .. Codes<ChatCompletionRequest>(settings)]).Append(" };\n");
        if (Codes<StructuredOutputOptions>(settings) is { Count: > 0 } output)
        {
            code.Append("var output = new StructuredOutputOptions { ").AppendJoin(", ", output).Append(" };\n");
        }

        return code.ToString();
    }

    // The latest value of a property is used, because later probes know more.
    private static List<string> Codes<T>(IEnumerable<Setting> settings) =>
        [.. settings.Where(setting => setting.Type == typeof(T).Name).Select(setting => setting.Code).GroupBy(Name, StringComparer.Ordinal).Select(codes => codes.Last())];

    private static string Name(string code) => code.Split(" = ")[0];

    private static string Escaped(string text) => text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);
}
