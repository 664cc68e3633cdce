namespace ChatSdk;

/// <summary>
/// Removes repetitions from the arguments of a tool call. Some servers send an empty object in addition to the arguments, and some send
/// the complete arguments again at the end.
/// </summary>
internal static class RepeatedArguments
{
    /// <summary>The maximum number of objects after the first one. If there are more, no repetitions are removed.</summary>
    public const int MaxObjects = 1024;

    /// <summary>Removes repetitions from the arguments of each tool call in an answer that was not streamed.</summary>
    public static ChatCompletion Remove(ChatCompletion answer) =>
        answer.Choices.Any(choice => choice.Message?.ToolCalls?.Any(call => MayRepeat(call.Function?.Arguments)) == true)
            ? answer with { Choices = [.. answer.Choices.Select(choice => choice with { Message = Remove(choice.Message) })] }
            : answer;

    /// <summary>Removes empty and repeated objects from text that consists of several consecutive JSON objects.</summary>
    /// <param name="text">The text.</param>
    /// <param name="starts">The start positions of the objects after the first one.</param>
    public static string Remove(string text, List<int> starts)
    {
        if (starts.Count > MaxObjects)
        {
            return text;
        }

        List<RepeatedObject> objects = [];
        var start = 0;
        foreach (var end in starts.Append(text.Length))
        {
            var next = new RepeatedObject(text[start..end]);
            start = end;
            if (objects is not [.., var last] || !(last.IsEmpty || next.IsEmpty || last.IsRepeatedBy(next)))
            {
                objects.Add(next);
            }
            else if (last.IsEmpty)
            {
                objects[^1] = next;
            }
        }

        return string.Concat(objects);
    }

    private static ChatMessage? Remove(ChatMessage? message) => message?.ToolCalls is { } calls
        ? message with { ToolCalls = [.. calls.Select(call => MayRepeat(call.Function?.Arguments) ? call with { Function = call.Function! with { Arguments = Remove(call.Function.Arguments!) } } : call)] }
        : message;

    private static string Remove(string arguments)
    {
        var all = new ArgumentsAccumulator();
        all.Add(arguments);
        return all.ToArguments();
    }

    private static bool MayRepeat(string? arguments)
    {
        var end = arguments.AsSpan().IndexOf('}');
        return end >= 0 && arguments.AsSpan(end).Contains('{');
    }
}
