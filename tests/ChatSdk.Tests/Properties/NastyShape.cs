using System.Globalization;
using System.Text;

namespace ChatSdk.Tests.Properties;

/// <summary>A form of input that is expensive to process if work is repeated for each of its parts.</summary>
/// <param name="Name">A short description.</param>
/// <param name="Of">Creates the input with the given number of parts, or with fewer if the form limits them.</param>
internal sealed record NastyShape(string Name, Func<int, string> Of)
{
    public static IReadOnlyList<NastyShape> All { get; } =
    [
        new("whitespace after a brace, then line ends", count => "{" + Repeat(" ", count) + "\n" + Repeat("\n", count)),
        new("whitespace before a brace, then line ends", count => Repeat(" ", count) + "{\n" + Repeat("\n", count)),
        new("complete event, then lines that are not fields", count => $"data: {{\"choices\":[],\"x\":[0{Repeat(",0", count)}]}}\n" + Repeat("x\n", count)),
        new("complete JSON without data, then line ends", count => $"{{\"x\":[0{Repeat(",0", count)}]}}\n" + Repeat(" \n", count)),
        new("invalid JSON, then lines that may continue it", count => $"data: [{Repeat("1,", count)}1 1]\n" + Repeat("{}\n", count)),
        new("value of the wrong kind and many fields", count => Answer("{\"id\":{}", Numbered(",\"a#\":0", count), "}")),
        new("fields with the same name", count => Answer("{\"a\":0", Repeat(",\"a\":0", count), ",\"choices\":[]}")),
        new("objects in an unknown field", count => Answer("{\"x\":[{}", Repeat(",{}", count), "]}")),
        new("empty choices", count => Answer("{\"choices\":[{}", Repeat(",{}", count), "]}")),
        new("empty tool calls", count => Message("\"tool_calls\":[{}", Repeat(",{}", count), "]")),
        new("tool calls with the same id", count => Message("\"tool_calls\":[{\"id\":\"a\",\"function\":{\"name\":\"f\"}}", Repeat(",{\"id\":\"a\",\"function\":{\"name\":\"f\"}}", Math.Min(count, 1000)), "]")),
        new("empty content parts", count => Message("\"content\":[\"\"", Repeat(",\"\"", count), "]")),
        new("annotations that differ in an unknown field", count => Message("\"annotations\":[{}", Numbered(",{\"x\":#}", count), "]")),
        new("reasoning with many indexes", count => Message("\"reasoning_details\":[{}", Numbered(",{\"index\":#,\"text\":\"a\"}", count), "]")),
        new("reasoning with many ids at one index", count => Message("\"reasoning_details\":[{}", Numbered(",{\"index\":0,\"id\":\"#\",\"text\":\"a\"}", count), "]")),
        new("arguments with many JSON objects", count => Message("\"tool_calls\":[{\"function\":{\"name\":\"f\",\"arguments\":\"{\\\"a\\\":1" + Repeat(" ", count) + "}", Repeat("{\\\"a\\\":1}", count), "\"}}]")),
        new("arguments with much invalid JSON", count => Message("\"tool_calls\":[{\"function\":{\"name\":\"f\",\"arguments\":\"", Repeat("{]", count), "\"}}]")),
        new("unknown list in a message", count => Message("\"x\":[0", Repeat(",0", count), "]")),
        new("text of escape sequences", count => Message("\"content\":\"", Repeat("\\n", count), "\"")),
        new("text of unpaired surrogates", count => Message("\"content\":\"", Repeat("\\ud83d", count), "\"")),
        new("nulls in nested lists", count => $"data: {new string('[', 60)}{Repeat("null,", count)}null{new string(']', 60)}\n\n"),
        new("list of numbers", count => $"data: [0{Repeat(",0", count)}]\n\n"),
        new("numbers after the answer", count => "data: {\"choices\":[{\"delta\":{\"content\":\"a\"},\"finish_reason\":\"stop\"}]}\n\n" + Repeat("data: 0\n\n", Math.Min(count, 5000))),
        new("error with many members", count => Answer("{\"error\":{\"message\":\"a\"", Numbered(",\"a#\":0", count), "}}")),
        new("many models", count => Answer("{\"data\":[{}", Numbered(",{\"id\":\"#\"}", count), "]}")),
        new("vector of zeros", count => Answer("{\"data\":[{\"embedding\":[0", Repeat(",0", count), "]}]}")),
    ];

    /// <summary>Returns the text as a stream event if it is a JSON object on one line; otherwise, returns it unchanged.</summary>
    public static string AsEvent(string text) => text.StartsWith("{\"", StringComparison.Ordinal) && !text.Contains('\n', StringComparison.Ordinal) ? $"data: {text}\n\n" : text;

    public override string ToString() => Name;

    private static string Answer(string start, string parts, string end) => start + parts + end;

    private static string Message(string start, string parts, string end) =>
        $"{{\"choices\":[{{\"index\":0,\"finish_reason\":\"stop\",\"message\":{{{start}{parts}{end}}}}}]}}";

    private static string Repeat(string text, int count) => new StringBuilder().Insert(0, text, count).ToString();

    private static string Numbered(string text, int count)
    {
        var all = new StringBuilder();
        for (var number = 0; number < count; number++)
        {
            all.Append(text.Replace("#", number.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal));
        }

        return all.ToString();
    }
}
