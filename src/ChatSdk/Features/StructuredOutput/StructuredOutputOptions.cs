namespace ChatSdk;

/// <summary>The options for requesting and reading structured output.</summary>
public sealed class StructuredOutputOptions
{
    /// <summary>Gets or sets the name of the schema. The default is derived from the name of the type.</summary>
    public string? Name { get; set; }

    /// <summary>Gets or sets the description of the schema's purpose, for the model. The default is the type's <c>[Description]</c>.</summary>
    public string? Description { get; set; }

    /// <summary>
    /// Gets or sets whether the server must enforce the schema. The default is <see langword="true"/>. A schema that is enforced has the
    /// strict form: all members are required, no others are allowed, and dictionaries and members of type <see cref="object"/> are not
    /// supported.
    /// </summary>
    public bool Strict { get; set; } = true;

    /// <summary>
    /// Gets or sets whether to add the schema to the prompt and request only a JSON object, for servers that do not support
    /// <c>json_schema</c>. The default is <see langword="false"/>. The schema is appended to the system message; if there is none, one is added.
    /// </summary>
    public bool SchemaInPrompt { get; set; }

    /// <summary>Gets or sets whether to ignore text or a code fence around the JSON. The default is <see langword="false"/>.</summary>
    public bool AllowSurroundingText { get; set; }

    internal static StructuredOutputOptions Default { get; } = new();
}
