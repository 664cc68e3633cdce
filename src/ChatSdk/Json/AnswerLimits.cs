namespace ChatSdk;

/// <summary>
/// The limits for the contents of an answer, streamed or not. They are also listed in <c>docs/security.md</c>. The size in bytes is
/// limited by <see cref="ChatClientOptions.MaxMessageBytes"/> and <see cref="ChatClientOptions.MaxAnswerBytes"/>.
/// </summary>
internal static class AnswerLimits
{
    /// <summary>The maximum number of choices in an answer. It is large, because some servers accept thousands of prompts in one request, and return a choice for each.</summary>
    public const int Choices = 16 * 1024;

    /// <summary>The maximum number of tool calls in a choice, which is more than any model makes.</summary>
    public const int ToolCalls = 1024;

    /// <summary>The maximum number of content parts in a message. The same maximum applies to its annotations, its images and its blocks of reasoning.</summary>
    public const int Parts = 16 * 1024;

    /// <summary>The maximum number of extra fields in one object.</summary>
    public const int Fields = 256 * 1024;

    /// <summary>The maximum number of ignored events in a stream. An event that is not a JSON object is ignored if the answer is already complete, or if the type of the event differs from the type of the chunks.</summary>
    public const int IgnoredEvents = 1024;

    /// <summary>The maximum size, in bytes, of JSON that is checked for an error. An answer may be larger.</summary>
    public const int ErrorBytes = 1024 * 1024;

    /// <summary>The maximum length of a string, in characters. .NET strings cannot be longer.</summary>
    public const int Characters = 0x3FFF_FFDF;

    /// <summary>The memory, in bytes, that the records and the JSON of an answer may use for each byte received.</summary>
    public const int MemoryPerByte = 4;

    /// <summary>The memory, in bytes, that the records and the JSON of an answer may use in addition, regardless of its size.</summary>
    public const int Memory = 16 * 1024 * 1024;
}
