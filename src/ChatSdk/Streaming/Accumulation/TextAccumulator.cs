using System.Text;

namespace ChatSdk;

/// <summary>Puts pieces of a text together; a text of which nothing came stays <see langword="null"/>.</summary>
internal struct TextAccumulator
{
    private StringBuilder? _text;

    public void Add(string? piece)
    {
        if (piece is not null)
        {
            (_text ??= new StringBuilder()).Append(piece);
        }
    }

    public override readonly string? ToString() => _text?.ToString();
}
