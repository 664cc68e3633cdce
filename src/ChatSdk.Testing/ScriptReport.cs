using System.Globalization;
using System.Text;

namespace ChatSdk.Testing;

/// <summary>Lists the requests without an answer, the rules, and the unused answers.</summary>
internal static class ScriptReport
{
    public static string Write(
        IReadOnlyList<string> unmatched, IReadOnlyList<FakeRule> rules, IReadOnlyList<FakeAnswer> queue, string? source)
    {
        var text = new StringBuilder();
        Section(text, "Requests without an answer", unmatched);
        Section(text, "Rules, in the order in which they are tried", [.. rules.Select(rule => rule.Report())]);
        Section(text, "Unused answers in the queue", [.. queue.Select(answer => answer.Plan.ToString())]);
        if (source is not null)
        {
            text.Append(CultureInfo.InvariantCulture, $"Unscripted requests are answered from the recording {source}.\n");
        }

        return text.ToString().TrimEnd();
    }

    private static void Section(StringBuilder text, string title, IReadOnlyList<string> lines)
    {
        text.Append(CultureInfo.InvariantCulture, $"{title}:{(lines.Count == 0 ? " none" : "")}\n");
        foreach (var line in lines)
        {
            text.Append(CultureInfo.InvariantCulture, $"  {line}\n");
        }
    }
}
