namespace WebChat;

/// <summary>An event for the page: an addition to the answer, or the way in which the answer ended.</summary>
internal sealed record AnswerPart
{
    /// <summary>Gets the new text, as the model wrote it. The page sends it back with the next message.</summary>
    public string? Text { get; init; }

    /// <summary>Gets the new reasoning.</summary>
    public string? Reasoning { get; init; }

    /// <summary>Gets the index of the first changed block in the answer.</summary>
    public int? From { get; init; }

    /// <summary>Gets the HTML of all blocks from the index <see cref="From"/> on.</summary>
    public IReadOnlyList<string>? Blocks { get; init; }

    /// <summary>Gets how the answer ended: <c>done</c>, <c>cut</c> or <c>failed</c>.</summary>
    public string? Outcome { get; init; }

    /// <summary>Gets the reason why the answer is incomplete or missing.</summary>
    public string? Note { get; init; }

    /// <summary>Gets the number of tokens and the time that the answer took.</summary>
    public string? Cost { get; init; }
}
