namespace ChatSdk;

/// <summary>
/// Content that is usually a string. A string is stored without a <see cref="ChatContent"/>, which is created only when it is
/// requested. Equality does not depend on whether it has been created.
/// </summary>
internal struct TextOrContent : IEquatable<TextOrContent>
{
    private object? _value;

    public TextOrContent(string? text) => _value = text;

    public TextOrContent(ChatContent? content) => _value = content;

    /// <summary>Gets the content; <see langword="null"/> if there is none.</summary>
    public ChatContent? Content
    {
        get
        {
            if (_value is string text)
            {
                _value = ChatContent.FromString(text);
            }

            return (ChatContent?)_value;
        }
    }

    /// <summary>Gets the text, like <see cref="ChatContent.Text"/>; <see langword="null"/> if there is no content.</summary>
    public readonly string? Text => _value as string ?? ((ChatContent?)_value)?.Text;

    /// <summary>Gets the content if it is a list of parts; otherwise, <see langword="null"/>.</summary>
    public readonly ChatContent? Composed => _value is ChatContent { Parts: not null } content ? content : null;

    public readonly bool Equals(TextOrContent other)
    {
        var isText = Composed is null && other.Composed is null;
        return isText ? Text == other.Text : Equals(Composed, other.Composed);
    }

    public override readonly bool Equals(object? obj) => obj is TextOrContent other && Equals(other);

    public override readonly int GetHashCode() => Composed?.GetHashCode() ?? StringComparer.Ordinal.GetHashCode(Text ?? "");
}
