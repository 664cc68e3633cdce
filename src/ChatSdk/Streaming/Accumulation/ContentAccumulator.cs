using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ChatSdk;

/// <summary>
/// Accumulates content. Text is joined to one string. If a server also sends parts of other types, the result is a list of parts,
/// in which adjacent parts of the same type are joined.
/// </summary>
internal sealed class ContentAccumulator
{
    private readonly List<ContentPart> _parts = [];
    private StringBuilder? _text;
    private StringBuilder? _thinking;
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
                case TextPart { ExtraFields.Count: 0 } said: AddText(said.Text); break;
                case ThinkingPart { ExtraFields.Count: 0 } thinking when IsText(thinking.Thinking): AddThinking(thinking); break;
                default: AddWhole(part); break;
            }
        }
    }

    public ChatContent? ToContent()
    {
        if (_parts.Count == 0 && _thinking is null)
        {
            return _text?.ToString();
        }

        List<ContentPart> parts = [.. _parts];
        AddOpen(parts);
        return ChatContent.FromParts([.. parts]);
    }

    private void AddText(string? text)
    {
        CloseThinking();
        (_text ??= new StringBuilder()).Append(text);
    }

    private void AddThinking(ThinkingPart thinking)
    {
        CloseText();
        _firstThinking = _thinking is null ? thinking : _firstThinking;
        (_thinking ??= new StringBuilder()).Append(thinking.ThinkingText);
    }

    private void AddWhole(ContentPart part)
    {
        CloseText();
        CloseThinking();
        _parts.Add(part);
    }

    private void CloseText()
    {
        if (_text is { Length: > 0 })
        {
            _parts.Add(ContentPart.FromText(_text.ToString()));
        }

        _text = null;
    }

    private void CloseThinking()
    {
        if (_thinking is not null)
        {
            _parts.Add(ThinkingOf(_thinking));
        }

        _thinking = null;
    }

    private void AddOpen(List<ContentPart> parts)
    {
        if (_thinking is not null)
        {
            parts.Add(ThinkingOf(_thinking));
        }

        if (_text is { Length: > 0 })
        {
            parts.Add(ContentPart.FromText(_text.ToString()));
        }
    }

    /// <summary>Determines whether the reasoning is only text. A list may also contain other items, such as references.</summary>
    private static bool IsText(JsonElement? thinking) => thinking switch
    {
        null or { ValueKind: JsonValueKind.String } => true,
        { ValueKind: JsonValueKind.Array } list => list.EnumerateArray().All(IsTextItem),
        _ => false,
    };

    private static bool IsTextItem(JsonElement item) => item.ValueKind == JsonValueKind.Object
        ? item.EnumerateObject().All(member => member.Value.ValueKind == JsonValueKind.String && (member.NameEquals("text") || (member.NameEquals("type") && member.Value.ValueEquals("text"))))
        : item.ValueKind == JsonValueKind.String;

    /// <summary>Creates the reasoning in the form of its first fragment: a string, or a list of text parts.</summary>
    private ThinkingPart ThinkingOf(StringBuilder thinking)
    {
        var text = JsonValue.Create(thinking.ToString());
        JsonNode whole = _firstThinking!.Thinking?.ValueKind == JsonValueKind.Array
            ? new JsonArray(new JsonObject { ["type"] = "text", ["text"] = text })
            : text;
        return _firstThinking with { Thinking = FieldBag.ElementOf(whole) };
    }
}
