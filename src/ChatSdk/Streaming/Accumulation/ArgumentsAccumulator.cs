using System.Text;

namespace ChatSdk;

/// <summary>Accumulates the arguments of a call. Every character is read once, in however many fragments they are received.</summary>
internal sealed class ArgumentsAccumulator
{
    private readonly StringBuilder _text = new();
    private JsonProgress _progress;
    private List<int>? _starts;

    /// <summary>Gets whether nothing but white space was received.</summary>
    public bool IsEmpty { get; private set; } = true;

    /// <summary>Gets whether a JSON object or list was opened and is closed.</summary>
    public bool IsComplete { get; private set; }

    public void Add(string? fragment)
    {
        for (var at = 0; at < fragment?.Length; at++)
        {
            var next = fragment[at];
            if (char.IsWhiteSpace(next))
            {
                continue;
            }

            if (IsComplete && next == '{')
            {
                (_starts ??= []).Add(_text.Length + at);
            }

            _progress.Look(next);
            IsEmpty = false;
            IsComplete = next is '}' or ']' && _progress.IsBalanced;
        }

        _text.Append(fragment);
    }

    /// <summary>Gets all text as it was received.</summary>
    public string ToText() => _text.ToString();

    /// <summary>Gets the arguments, without what was received twice.</summary>
    public string ToArguments() => _starts is null ? ToText() : RepeatedArguments.Remove(ToText(), _starts);
}
