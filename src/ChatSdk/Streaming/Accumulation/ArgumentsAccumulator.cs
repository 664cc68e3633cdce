namespace ChatSdk;

/// <summary>Accumulates the arguments of a tool call. Adding a fragment reads only this fragment, not the text before it.</summary>
internal sealed class ArgumentsAccumulator
{
    private TextAccumulator _text;
    private JsonProgress _progress;

    // The start positions of the objects that follow a complete object or list. They may repeat the arguments.
    private List<int>? _starts;

    /// <summary>Gets whether nothing but white space has been received.</summary>
    public bool IsEmpty { get; private set; } = true;

    /// <summary>Gets whether the text so far ends with a complete JSON object or list.</summary>
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

            if (IsComplete && next == '{' && _starts is not { Count: > RepeatedArguments.MaxObjects })
            {
                (_starts ??= []).Add(_text.Length + at);
            }

            _progress.Look(next);
            IsEmpty = false;
            IsComplete = next is '}' or ']' && _progress.IsBalanced;
        }

        _text.Add(fragment);
    }

    /// <summary>Returns the text as it was received.</summary>
    public string ToText() => _text.ToString() ?? "";

    /// <summary>Returns the arguments, without repetitions of them and without an empty object that precedes them.</summary>
    public string ToArguments() => _starts is null ? ToText() : RepeatedArguments.Remove(ToText(), _starts);
}
