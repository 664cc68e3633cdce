using Microsoft.Extensions.AI;

namespace ChatSdk.Extensions.AI;

/// <summary>
/// Turns what a message says into contents: first what a stream gives out at once, then what it gives at its end. A whole
/// answer is in the same order, so that both are the same in the end.
/// </summary>
internal static class ContentMapper
{
    /// <summary>Adds thinking and what is said.</summary>
    public static void AddSaid(List<AIContent> contents, ChatMessage message, AnswerForm form)
    {
        AddReasoning(contents, message.Reasoning, message, form);
        AddContent(contents, message.Content, message.Text);
    }

    /// <summary>Adds the thinking and the text of a piece.</summary>
    public static void AddSaid(IList<AIContent> contents, ChatDelta delta, AnswerForm form)
    {
        AddReasoning(contents, delta.Reasoning, delta, form);
        AddContent(contents, delta.Content, delta.Text);
    }

    /// <summary>Adds what can be given only when it is whole: kept thinking, sound, calls, a refusal, sources.</summary>
    public static void AddRest(IList<AIContent> contents, ChatMessage message, ChatCompletion completion, AnswerForm form)
    {
        if (KeptReasoning.Of(message, form.HidesReasoning) is { } kept)
        {
            Keep(contents, kept, message);
        }

        if (message.Audio is { } audio)
        {
            contents.Add(AudioContent.Map(audio, form.AudioFormat));
        }

        foreach (var call in message.ToolCalls ?? [])
        {
            contents.Add(CallMapper.Map(call));
        }

        if (message.FunctionCall is { } function)
        {
            contents.Add(new AIContent { RawRepresentation = function });
        }

        if (!string.IsNullOrEmpty(message.Refusal))
        {
            contents.Add(RefusalContent.Of(message.Refusal, message));
        }

        CitationMapper.AddTo(contents, message, completion);
    }

    private static void AddReasoning(IList<AIContent> contents, string reasoning, WireRecord raw, AnswerForm form)
    {
        if (reasoning.Length > 0 && !form.HidesReasoning)
        {
            contents.Add(new TextReasoningContent(reasoning) { RawRepresentation = raw });
        }
    }

    private static void AddContent(IList<AIContent> contents, ChatContent? content, string text)
    {
        foreach (var part in content?.Parts ?? [])
        {
            // Its text was given as thinking, wherever it stood.
            if (part is not ThinkingPart)
            {
                contents.Add(PartContents.Of(part));
            }
        }

        if (content is { Parts: null } && text.Length > 0)
        {
            contents.Add(new TextContent(text) { RawRepresentation = content });
        }
    }

    // A stream's collector puts it onto the text that stands right before it, too.
    private static void Keep(IList<AIContent> contents, string kept, ChatMessage message)
    {
        if (contents is [.., TextReasoningContent last])
        {
            last.ProtectedData = kept;
        }
        else
        {
            contents.Add(new TextReasoningContent("") { ProtectedData = kept, RawRepresentation = message });
        }
    }
}
