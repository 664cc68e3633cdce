namespace ChatSdk;

/// <summary>Accumulates the fragments of one tool call.</summary>
internal sealed class ToolCallFragments
{
    private readonly ArgumentsAccumulator _text = new();
    private readonly FieldAccumulator _fields = new(FieldRule.Replace);
    private readonly FieldAccumulator _innerFields = new(FieldRule.Replace);
    private string? _type;
    private bool _isFunction;
    private bool _isCustom;

    public int? Index { get; private set; }

    public string? Id { get; private set; }

    public string? Name { get; private set; }

    /// <summary>Gets whether the arguments are a complete JSON object or list; free text is never known to be complete.</summary>
    public bool IsComplete => !_isCustom && _text.IsComplete;

    /// <summary>Gets whether neither a name nor arguments have been received.</summary>
    public bool IsEmpty => Name is null && _text.IsEmpty;

    public static string? NameOf(ChatToolCall fragment) => fragment.Function?.Name ?? fragment.Custom?.Name;

    /// <summary>Determines whether a fragment has arguments that continue earlier ones: JSON that does not begin with <c>{</c> or <c>[</c>, or any free text.</summary>
    public static bool Continues(ChatToolCall fragment) =>
        fragment.Function?.Arguments?.TrimStart() is [not ('{' or '['), ..] || fragment.Custom?.Input is { Length: > 0 };

    public void Add(ChatToolCall fragment)
    {
        Index ??= fragment.Index;
        Id ??= fragment.Id;
        _type ??= fragment.Type;
        _fields.Add(fragment.Fields);
        if (fragment.Function is { } function)
        {
            Add(function);
        }

        if (fragment.Custom is { } custom)
        {
            _isCustom = true;
            Add(custom.Name, custom.Input, custom.Fields);
        }
    }

    public void Add(FunctionCall function)
    {
        _isFunction = true;
        Add(function.Name, function.Arguments, function.Fields);
    }

    public ChatToolCall ToToolCall() => new ChatToolCall
    {
        Id = Id,
        Type = _type,
        Function = _isFunction ? ToFunction() : null,
        Custom = _isCustom ? new CustomToolCall { Name = Name, Input = _text.ToText(), ExtraFields = _innerFields.ToBag() }.WithoutMisfits() : null,
        ExtraFields = _fields.ToBag(),
    }.WithoutMisfits();

    public FunctionCall ToFunction() => new FunctionCall { Name = Name, Arguments = _text.ToArguments(), ExtraFields = _innerFields.ToBag() }.WithoutMisfits();

    private void Add(string? name, string? text, FieldBag fields)
    {
        Name ??= name;
        _text.Add(text);
        _innerFields.Add(fields);
    }
}
