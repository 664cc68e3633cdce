using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;

namespace ChatSdk.Tests.Properties;

/// <summary>A stream with the given text, one string per chunk, in one of many equivalent formats.</summary>
internal sealed record EventStream(IReadOnlyList<string> Texts, byte[] Bytes, int[] ReadSizes)
{
    private static readonly string[] _otherLines = [": ping", ":", "id: 7", "retry: 100", "event: message", ": data: {", "hello", "event:message"];
    private static readonly JsonSerializerOptions[] _forms =
    [
        new(),
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping },
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, WriteIndented = true, NewLine = "\n" },
    ];

    public static Gen<EventStream> All { get; } =
        from texts in Values.Text.NonEmptyListOf()
        from chance in Values.Chance
        select Of(texts, chance);

    public override string ToString() => $"{Convert.ToBase64String(Bytes)} read in sizes of {string.Join(", ", ReadSizes)}";

    private static EventStream Of(List<string> texts, Random chance)
    {
        string[] ends = ["\n", "\r\n", "\r"];
        var end = ends[chance.Next(ends.Length)];
        var lines = new StringBuilder(chance.Next(4) == 0 ? "\uFEFF" : "");
        foreach (var data in texts.Select(text => Chunk(text, chance)).Append("[DONE]"))
        {
            Append(lines, data, end, chance);
        }

        var bytes = Encoding.UTF8.GetBytes(lines.ToString());
        return new EventStream(texts, bytes, [.. Enumerable.Range(0, bytes.Length + 1).Select(_ => chance.Next(1, chance.Next(2, 80)))]);
    }

    private static string Chunk(string text, Random chance)
    {
        var chunk = new JsonObject { ["choices"] = new JsonArray(new JsonObject { ["index"] = 0, ["delta"] = new JsonObject { ["content"] = text } }) };
        return chunk.ToJsonString(_forms[chance.Next(_forms.Length)]);
    }

    private static void Append(StringBuilder lines, string data, string end, Random chance)
    {
        AppendOtherLines(lines, end, chance);
        var prefix = chance.Next(2) == 0 ? "data: " : "data:";
        foreach (var line in data.Split('\n'))
        {
            lines.Append(prefix).Append(line).Append(end);
        }

        AppendOtherLines(lines, end, chance);
        lines.Append(end);
    }

    private static void AppendOtherLines(StringBuilder lines, string end, Random chance)
    {
        for (var count = chance.Next(3); count > 0; count--)
        {
            lines.Append(_otherLines[chance.Next(_otherLines.Length)]).Append(end);
        }
    }
}
