using System.Globalization;
using System.Text;

namespace ChatSdk.Tests.Properties;

/// <summary>Cuts an answer into the JSON of chunks, as a streaming server may: in fragments of any size, with its choices in turns.</summary>
internal sealed class AnswerCutter(Random chance)
{
    public IReadOnlyList<string> Cut(ChatCompletion answer)
    {
        var choices = answer.Choices.Select(choice => CutChoice(choice).Select(piece => $$"""{"index":{{choice.Index}},{{piece}}}""")).ToList();
        List<string> chunks = [.. Merge(choices).Select(piece => $$"""{{{Head(answer)}},"choices":[{{piece}}]}""")];
        if (answer.Usage is { } usage)
        {
            var tokens = $$"""{"prompt_tokens":{{usage.PromptTokens}},"completion_tokens":{{usage.CompletionTokens}},"total_tokens":{{usage.TotalTokens}}}""";
            chunks.Add($$"""{{{Head(answer)}},"choices":[],"usage":{{tokens}}}""");
        }

        return chunks;
    }

    private static string Head(ChatCompletion answer) =>
        $"""
        "id":{Quote(answer.Id!)},"object":"chat.completion.chunk","created":{answer.Created},"model":"{answer.Model}"
        """;

    private IEnumerable<string> CutChoice(ChatChoice choice)
    {
        var message = choice.Message!;
        yield return Delta("\"role\":\"assistant\"");
        List<IEnumerable<string>> tracks =
        [
            CutText(message.Content?.Text).Select(text => $"\"content\":{text}"),
            CutText(message.ReasoningContent).Select(text => $"\"reasoning_content\":{text}"),
            CutText(message.ReasoningText).Select(text => $"\"reasoning\":{text}"),
            CutText(message.Refusal).Select(text => $"\"refusal\":{text}"),
            CutCalls(message.ToolCalls ?? []).Select(call => $"\"tool_calls\":[{call}]"),
        ];
        foreach (var piece in Merge(tracks))
        {
            yield return Delta(piece);
        }

        yield return $"\"delta\":{{}},\"finish_reason\":\"{choice.FinishReason!.Value.Value}\"";
    }

    private static string Delta(string piece) => $$"""
        "delta":{{{piece}}},"finish_reason":null
        """;

    /// <summary>Cuts the calls, which are in order; with an index, the fragments of several may be in turns.</summary>
    private IEnumerable<string> CutCalls(IReadOnlyList<ChatToolCall> calls)
    {
        var hasIndex = chance.Next(3) > 0;
        var begun = calls.Select((call, index) => Begin(call, hasIndex ? $"\"index\":{index}," : "")).ToList();
        var rest = calls.Select((call, index) => Continue(call, hasIndex ? $"\"index\":{index}," : ""));
        return hasIndex && chance.Next(2) == 0
            ? begun.Concat(Merge([.. rest]))
            : begun.Zip(rest).SelectMany(call => call.Second.Prepend(call.First));
    }

    private static string Begin(ChatToolCall call, string index) => call.Custom is { } custom
        ? $$"""{{{index}}"id":"{{call.Id}}","type":"custom","custom":{"name":{{Quote(custom.Name!)}},"input":""} }"""
        : $$"""{{{index}}"id":"{{call.Id}}","type":"function","function":{"name":{{Quote(call.Function!.Name!)}},"arguments":""} }""";

    private IEnumerable<string> Continue(ChatToolCall call, string index) => call.Custom is { } custom
        ? CutText(custom.Input).Select(text => $$"""{ {{index}}"custom":{"input":{{text}} } }""")
        : CutText(call.Function!.Arguments).Select(text => $$"""{ {{index}}"function":{"arguments":{{text}} } }""");

    private IEnumerable<string> CutText(string? text)
    {
        for (var rest = text ?? ""; rest.Length > 0;)
        {
            var length = Math.Min(rest.Length, chance.Next(1, 9));
            yield return Quote(rest[..length]);
            rest = rest[length..];
        }
    }

    /// <summary>Returns the items of all tracks, in random turns, each track in its order.</summary>
    private IEnumerable<string> Merge(List<IEnumerable<string>> tracks)
    {
        var open = tracks.ConvertAll(track => new Queue<string>(track));
        while (open.RemoveAll(track => track.Count == 0) is var _ && open.Count > 0)
        {
            yield return open[chance.Next(open.Count)].Dequeue();
        }
    }

    // Half a surrogate pair, which a cut may leave, has a form in JSON, but none that the platform writes.
    private static string Quote(string text) =>
        text.Aggregate(new StringBuilder("\""), (json, character) => char.IsAsciiLetterOrDigit(character) ? json.Append(character) : json.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}")).Append('"').ToString();
}
