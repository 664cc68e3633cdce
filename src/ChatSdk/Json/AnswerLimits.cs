namespace ChatSdk;

/// <summary>
/// The most that an answer may hold, plain or streamed. Its bytes are limited by <see cref="ChatClientOptions.MaxMessageBytes"/>
/// and <see cref="ChatClientOptions.MaxAnswerBytes"/>. The table is also in <c>docs/security.md</c>.
/// </summary>
internal static class AnswerLimits
{
    /// <summary>The choices of an answer. Some servers take thousands of prompts in one request, but not more.</summary>
    public const int Choices = 16 * 1024;

    /// <summary>The tool calls of a choice; no model makes so many.</summary>
    public const int ToolCalls = 1024;

    /// <summary>The content parts of a message, and its annotations and blocks of reasoning.</summary>
    public const int Parts = 16 * 1024;

    /// <summary>The fields of one object that have no property.</summary>
    public const int Fields = 256 * 1024;

    /// <summary>The events of a stream that are not JSON and are ignored, because the answer is complete or they are named otherwise.</summary>
    public const int IgnoredEvents = 1024;

    /// <summary>The bytes of JSON in which an error is looked for; an answer may be larger.</summary>
    public const int ErrorBytes = 1024 * 1024;

    /// <summary>The characters of a text: those of the longest string.</summary>
    public const int Characters = 0x3FFF_FFDF;

    /// <summary>The bytes of memory that the records and the JSON of an answer may cost for each byte received.</summary>
    public const int MemoryPerByte = 4;

    /// <summary>The bytes of memory that they may cost besides.</summary>
    public const int Memory = 16 * 1024 * 1024;
}
