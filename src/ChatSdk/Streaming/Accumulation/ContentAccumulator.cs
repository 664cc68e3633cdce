using System.Text.Json;
using System.Text.Json.Nodes;

namespace ChatSdk;

/// <summary>
/// Accumulates content. Text is joined into one string. If a server also sends parts of other types, the result is a list of parts,
/// in which adjacent text parts are joined, and so are adjacent parts with reasoning.
/// </summary>
internal sealed class ContentAccumulator
{
    private readonly List<ContentPart> _parts = [];
    private TextAccumulator _text;
    private TextAccumulator _thinking;
    private ThinkingPart? _firstThinking;

    public void Add(ChatContent? content) => Add(new TextOrContent(content));

    public void Add(TextOrContent fragment)
    {
        if (fragment.Composed is not { } content)
        {
            if (fragment.Text is { } text)
            {
                AddText(text);
            }

            return;
        }

        foreach (var part in content)
        {
            switch (part)
            {
                case TextPart { ExtraFields.Count: 0, CacheControl: null } said: AddText(said.Text); break;
                case ThinkingPart { ExtraFields.Count: 0, CacheControl: null } thinking when IsText(thinking.Thinking): AddThinking(thinking); break;
                default: AddWhole(part); break;
            }
        }
    }

    /// <summary>Removes and returns all text.</summary>
    public string TakeText()
    {
        CloseText();
        var text = string.Concat(_parts.OfType<TextPart>().Select(part => part.Text));
        _parts.RemoveAll(part => part is TextPart);
        return text;
    }

    public ChatContent? ToContent()
    {
        if (_parts.Count == 0 && _firstThinking is null)
        {
            return _text.ToString();
        }

        List<ContentPart> parts = [.. _parts];
        AddOpen(parts);
        return ChatContent.FromParts([.. parts]);
    }

    private void AddText(string? text)
    {
        CloseThinking();
        _text.Add(text ?? "");
    }

    private void AddThinking(ThinkingPart thinking)
    {
        CloseText();
        _firstThinking ??= thinking;
        _thinking.Add(thinking.ThinkingText);
    }

    private void AddWhole(ContentPart part)
    {
        CloseText();
        CloseThinking();
        AddPart(part);
    }

    private void CloseText()
    {
        if (_text.Length > 0)
        {
            AddPart(ContentPart.FromText(_text.ToString()!));
        }

        _text = default;
    }

    private void CloseThinking()
    {
        if (_firstThinking is not null)
        {
            AddPart(ThinkingOf(_firstThinking));
        }

        (_thinking, _firstThinking) = (default, null);
    }

    private void AddPart(ContentPart part)
    {
        if (_parts.Count == AnswerLimits.Parts)
        {
            throw new ChatProtocolException(AnswerLimitException.MessageOf(AnswerLimits.Parts, "content parts"));
        }

        _parts.Add(part);
    }

    private void AddOpen(List<ContentPart> parts)
    {
        if (_firstThinking is not null)
        {
            parts.Add(ThinkingOf(_firstThinking));
        }

        if (_text.Length > 0)
        {
            parts.Add(ContentPart.FromText(_text.ToString()!));
        }
    }

    /// <summary>Determines whether the reasoning consists only of text. If it is a list, it may also contain other items, such as references.</summary>
    private static bool IsText(JsonElement? thinking) => thinking switch
    {
        null or { ValueKind: JsonValueKind.String } => true,
        { ValueKind: JsonValueKind.Array } list => list.EnumerateArray().All(IsTextItem),
        _ => false,
    };

    private static bool IsTextItem(JsonElement item) => item.ValueKind == JsonValueKind.Object
        ? item.EnumerateObject().All(member => member.Value.ValueKind == JsonValueKind.String && (member.NameEquals("text") || (member.NameEquals("type") && member.Value.ValueEquals("text"))))
        : item.ValueKind == JsonValueKind.String;

    /// <summary>Creates a part with the accumulated reasoning, in the form of its first fragment: a string, or a list of text parts.</summary>
    private ThinkingPart ThinkingOf(ThinkingPart first)
    {
        var text = JsonValue.Create(_thinking.ToString() ?? "");
        JsonNode whole = first.Thinking?.ValueKind == JsonValueKind.Array
            ? new JsonArray(new JsonObject { ["type"] = "text", ["text"] = text })
            : text;
        return first with { Thinking = FieldBag.ElementOf(whole) };
    }
}
