namespace ChatSdk;

/// <summary>Options for structured output: how it is requested, and how it is read.</summary>
public sealed class StructuredOutputOptions
{
    /// <summary>Gets or sets the name of the schema; made of the type's name by default.</summary>
    public string? Name { get; set; }

    /// <summary>Gets or sets what the schema is for, in words for the model; the type's <c>[Description]</c> by default.</summary>
    public string? Description { get; set; }

    /// <summary>
    /// Gets or sets whether the server must hold the model to the schema; on by default. It then has the strict form: all members
    /// are required, and no others are allowed. Dictionaries and members of any kind are not possible in it.
    /// </summary>
    public bool Strict { get; set; } = true;

    /// <summary>
    /// Gets or sets whether the schema is added to the prompt, and only a JSON object is requested: for servers that do
    /// not know <c>json_schema</c>. Off by default. The schema is put at the end of the system message, or into one before all others.
    /// </summary>
    public bool SchemaInPrompt { get; set; }

    /// <summary>Gets or sets whether words or a code fence around the JSON are passed over; off by default.</summary>
    public bool AllowSurroundingText { get; set; }

    internal static StructuredOutputOptions Default { get; } = new();
}
