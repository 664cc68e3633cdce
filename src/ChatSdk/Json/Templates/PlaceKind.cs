namespace ChatSdk;

/// <summary>Specifies which values can be at a place in a template.</summary>
internal enum PlaceKind
{
    /// <summary>The text of a JSON string, between its quotes.</summary>
    Text,

    /// <summary>The text of a JSON string that is not empty.</summary>
    NonEmptyText,

    /// <summary>A number.</summary>
    Number,

    /// <summary>True or false.</summary>
    Boolean,

    /// <summary>A list of numbers.</summary>
    Numbers,

    /// <summary>The rest of a line.</summary>
    Line,
}
