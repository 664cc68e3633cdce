using System.Globalization;
using System.Text;

namespace ChatSdk.Tests.Properties;

/// <summary>Splits an answer into the JSON of chunks, as a streaming server may: deltas of any size, with interleaved choices.</summary>
internal sealed class AnswerSplitter(Random chance)
{
    public IReadOnlyList<string> Split(ChatCompletion answer)
    {
        var choices = answer.Choices.Select(choice => SplitChoice(choice).Select(part => $$"""{"index":{{choice.Index}},{{part}}}""")).ToList();
        List<string> chunks = [.. Merge(choices).Select(part => $$"""{{{Head(answer)}},"choices":[{{part}}]}""")];
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

    private IEnumerable<string> SplitChoice(ChatChoice choice)
    {
        var message = choice.Message!;
        yield return Delta("\"role\":\"assistant\"");
        List<IEnumerable<string>> tracks =
        [
            SplitText(message.Content?.Text).Select(text => $"\"content\":{text}"),
            SplitText(message.ReasoningContent).Select(text => $"\"reasoning_content\":{text}"),
            SplitText(message.ReasoningText).Select(text => $"\"reasoning\":{text}"),
            SplitText(message.Refusal).Select(text => $"\"refusal\":{text}"),
            SplitCalls(message.ToolCalls ?? []).Select(call => $"\"tool_calls\":[{call}]"),
        ];
        foreach (var part in Merge(tracks))
        {
            yield return Delta(part);
        }

        yield return $"\"delta\":{{}},\"finish_reason\":\"{choice.FinishReason!.Value.Value}\"";
    }

    private static string Delta(string part) => $$"""
        "delta":{{{part}}},"finish_reason":null
        """;

    /// <summary>Splits the tool calls in order. If the calls have an index, their deltas may be interleaved.</summary>
    private IEnumerable<string> SplitCalls(IReadOnlyList<ChatToolCall> calls)
    {
        var hasIndex = chance.Next(3) > 0;
        var starts = calls.Select((call, index) => Start(call, hasIndex ? $"\"index\":{index}," : "")).ToList();
        var rest = calls.Select((call, index) => Continue(call, hasIndex ? $"\"index\":{index}," : ""));
        return hasIndex && chance.Next(2) == 0
            ? starts.Concat(Merge([.. rest]))
            : starts.Zip(rest).SelectMany(call => call.Second.Prepend(call.First));
    }

    private static string Start(ChatToolCall call, string index) => call.Custom is { } custom
        ? $$"""{{{index}}"id":"{{call.Id}}","type":"custom","custom":{"name":{{Quote(custom.Name!)}},"input":""} }"""
        : $$"""{{{index}}"id":"{{call.Id}}","type":"function","function":{"name":{{Quote(call.Function!.Name!)}},"arguments":""} }""";

    private IEnumerable<string> Continue(ChatToolCall call, string index) => call.Custom is { } custom
        ? SplitText(custom.Input).Select(text => $$"""{ {{index}}"custom":{"input":{{text}} } }""")
        : SplitText(call.Function!.Arguments).Select(text => $$"""{ {{index}}"function":{"arguments":{{text}} } }""");

    private IEnumerable<string> SplitText(string? text)
    {
        for (var rest = text ?? ""; rest.Length > 0;)
        {
            var length = Math.Min(rest.Length, chance.Next(1, 9));
            yield return Quote(rest[..length]);
            rest = rest[length..];
        }
    }

    /// <summary>Interleaves the tracks randomly. The order within each track is preserved.</summary>
    private IEnumerable<string> Merge(List<IEnumerable<string>> tracks)
    {
        var open = tracks.ConvertAll(track => new Queue<string>(track));
        while (open.RemoveAll(track => track.Count == 0) is var _ && open.Count > 0)
        {
            yield return open[chance.Next(open.Count)].Dequeue();
        }
    }

    // Splitting may leave an unpaired surrogate, which JSON can represent but System.Text.Json does not write.
    private static string Quote(string text) =>
        text.Aggregate(new StringBuilder("\""), (json, character) => char.IsAsciiLetterOrDigit(character) ? json.Append(character) : json.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}")).Append('"').ToString();
}
