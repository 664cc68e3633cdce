using System.Text;

namespace ChatSdk;

/// <summary>Accumulates a string; <see langword="null"/> if nothing is received.</summary>
internal struct TextAccumulator
{
    private StringBuilder? _text;

    public void Add(string? fragment)
    {
        if (fragment is not null)
        {
            (_text ??= new StringBuilder()).Append(fragment);
        }
    }

    public override readonly string? ToString() => _text?.ToString();
}
