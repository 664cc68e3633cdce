using Microsoft.Extensions.AI;

namespace ChatSdk.Extensions.AI;

/// <summary>
/// Maps a message to contents: first those that a stream returns immediately, then those that it can return only at the end. A
/// complete response uses the same order, so that streaming does not change the result.
/// </summary>
internal static class ContentMapper
{
    /// <summary>Adds the reasoning and the content of a message.</summary>
    public static void AddReasoningAndContent(List<AIContent> contents, ChatMessage message, AnswerForm form)
    {
        AddReasoning(contents, message.Reasoning, message, form);
        AddContent(contents, message.Content, message.Text);
    }

    /// <summary>Adds the reasoning of a message or a delta.</summary>
    /// <returns>Whether any reasoning was added.</returns>
    public static bool AddReasoning(List<AIContent> contents, string reasoning, WireRecord raw, AnswerForm form)
    {
        if (reasoning.Length == 0 || form.HidesReasoning)
        {
            return false;
        }

        contents.Add(new TextReasoningContent(reasoning) { RawRepresentation = raw });
        return true;
    }

    /// <summary>Adds the content of a message or a delta.</summary>
    /// <returns>Whether any content was added.</returns>
    public static bool AddContent(List<AIContent> contents, ChatContent? content, string text)
    {
        var count = contents.Count;
        foreach (var part in content?.Parts ?? [])
        {
            // The text of a thinking part is part of the reasoning, so AddReasoning adds it.
            if (part is not ThinkingPart)
            {
                contents.Add(PartContents.Of(part));
            }
        }

        if (content is { Parts: null } && text.Length > 0)
        {
            AddText(contents, content, text);
        }

        return contents.Count > count;
    }

    /// <summary>Adds the contents that are usable only when complete: protected reasoning, audio, images, calls, a refusal and sources.</summary>
    /// <param name="contents">The list to which the contents are added.</param>
    /// <param name="message">The message.</param>
    /// <param name="citations">The sources of the response; <see langword="null"/> for every message but the first, so that they are not repeated.</param>
    /// <param name="form">The settings that affect the mapping.</param>
    public static void AddRest(IList<AIContent> contents, ChatMessage message, IReadOnlyList<string>? citations, AnswerForm form)
    {
        if (ProtectedReasoning.Of(message, form.HidesReasoning) is { } data)
        {
            AddProtectedData(contents, data, message);
        }

        if (message.Audio is { } audio)
        {
            contents.Add(AudioContent.Map(audio, form.AudioFormat));
        }

        foreach (var image in message.Images ?? [])
        {
            contents.Add(ImageContent.Map(image));
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

        CitationMapper.AddTo(contents, message, citations);
    }

    // Adjacent text contents are joined, as ToChatResponse does when it assembles a stream.
    private static void AddText(List<AIContent> contents, ChatContent content, string text)
    {
        if (contents is [.., TextContent { RawRepresentation: ChatContent } last])
        {
            last.Text += text;
        }
        else
        {
            contents.Add(new TextContent(text) { RawRepresentation = content });
        }
    }

    // Protected data is added to the reasoning text that directly precedes it, as ToChatResponse does when it assembles a stream.
    private static void AddProtectedData(IList<AIContent> contents, string data, ChatMessage message)
    {
        if (contents is [.., TextReasoningContent last])
        {
            last.ProtectedData = data;
        }
        else
        {
            contents.Add(new TextReasoningContent("") { ProtectedData = data, RawRepresentation = message });
        }
    }
}
