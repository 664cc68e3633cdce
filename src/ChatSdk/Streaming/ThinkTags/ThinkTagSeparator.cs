using System.Text;

namespace ChatSdk;

/// <summary>Moves reasoning that is enclosed in think tags from the text of an answer to <see cref="ChatMessage.SeparatedReasoning"/>, separately for each choice.</summary>
internal sealed class ThinkTagSeparator
{
    private readonly Dictionary<int, ThinkTagSplitter> _choices = [];
    private ChatCompletionChunk? _last;

    /// <summary>Returns a complete answer with the reasoning separated.</summary>
    public static ChatCompletion Separate(ChatCompletion completion) => completion with
    {
        Choices = [.. completion.Choices.Select(choice => choice.Message is { Content: { } content } message ? choice with { Message = Separate(message, content) } : choice)],
    };

    /// <summary>Returns the next chunk of a stream with the reasoning separated.</summary>
    public ChatCompletionChunk Next(ChatCompletionChunk chunk)
    {
        _last = chunk;
        ChatChunkChoice[]? choices = null;
        for (var place = 0; place < chunk.ChoiceCount; place++)
        {
            var choice = chunk.ChoiceAt(place);
            var separated = Separate(choice, choice.Index ?? place);
            if (!ReferenceEquals(choice, separated))
            {
                choices ??= [.. chunk.Choices];
                choices[place] = separated;
            }
        }

        return choices is null ? chunk : chunk with { Choices = choices };
    }

    /// <summary>Returns a chunk with the text and the reasoning that are still held back at the end of a stream; <see langword="null"/> if there are none.</summary>
    public ChatCompletionChunk? Rest()
    {
        List<ChatChunkChoice> choices = [];
        foreach (var (index, splitter) in _choices)
        {
            if (DeltaOf(splitter.End()) is { } delta)
            {
                choices.Add(new() { Index = index, Delta = delta });
            }
        }

        return choices.Count == 0 ? null : _last! with { Choices = choices, Usage = null, ExtraFields = FieldBag.Empty };
    }

    private static ChatMessage Separate(ChatMessage message, ChatContent content)
    {
        var split = new Split(new ThinkTagSplitter(), content, isEnd: true);
        return split.Changes(content) ? message with { Content = split.Content, SeparatedReasoning = split.Reasoning } : message;
    }

    private static ChatDelta? DeltaOf(ThinkTagFragment rest, ChatDelta? delta = null) => rest is { Text: "", Reasoning: "" } ? delta : (delta ?? new()) with
    {
        Content = rest.Text.Length == 0 ? delta?.Content : rest.Text,
        SeparatedReasoning = rest.Reasoning.Length == 0 ? null : rest.Reasoning,
    };

    private ChatChunkChoice Separate(ChatChunkChoice choice, int index)
    {
        var isEnd = choice.FinishReason is not null;
        if (!_choices.TryGetValue(index, out var splitter))
        {
            _choices.Add(index, splitter = new());
        }

        if (choice.Delta?.Content is { } content)
        {
            var split = new Split(splitter, content, isEnd);
            return split.Changes(content)
                ? choice with { Delta = choice.Delta with { Content = split.Content, SeparatedReasoning = split.Reasoning, EndsReasoning = split.EndsReasoning } }
                : choice;
        }

        return isEnd && DeltaOf(splitter.End(), choice.Delta) is var delta && !ReferenceEquals(delta, choice.Delta) ? choice with { Delta = delta } : choice;
    }

    /// <summary>Content whose parts have been split into text and reasoning.</summary>
    private sealed class Split
    {
        private readonly List<ContentPart> _parts = [];
        private readonly StringBuilder _reasoning = new();

        public Split(ThinkTagSplitter splitter, ChatContent content, bool isEnd)
        {
            TextPart last = ContentPart.FromText("");
            foreach (var part in content)
            {
                if (part is TextPart text)
                {
                    Add(splitter.Add(text.Text ?? ""), last = text);
                }
                else
                {
                    _parts.Add(part);
                }
            }

            if (isEnd)
            {
                Add(splitter.End(), last);
            }

            Content = content.Parts is null || _parts.Count == 0 ? Text : ChatContent.FromParts([.. _parts]);
        }

        public ChatContent Content { get; }

        public string? Reasoning => _reasoning.Length == 0 ? null : _reasoning.ToString();

        public bool EndsReasoning { get; private set; }

        private string Text => string.Concat(_parts.OfType<TextPart>().Select(part => part.Text));

        public bool Changes(ChatContent content) => EndsReasoning || _reasoning.Length > 0 || Text != content.Text;

        private void Add(ThinkTagFragment fragment, TextPart part)
        {
            if (fragment.EndsReasoning)
            {
                _reasoning.Append(Text);
                _parts.RemoveAll(earlier => earlier is TextPart);
                EndsReasoning = true;
            }

            _reasoning.Append(fragment.Reasoning);
            if (fragment.Text.Length > 0)
            {
                _parts.Add(part with { Text = fragment.Text });
            }
        }
    }
}
