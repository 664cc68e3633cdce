using Microsoft.Extensions.AI;

namespace ChatSdk.Extensions.AI;

/// <summary>The words with which a model refuses, in the form that Microsoft's own clients give them.</summary>
internal static class RefusalContent
{
    /// <summary>The code by which it is told from other errors.</summary>
    public const string Code = "Refusal";

    public static ErrorContent Of(string words, object raw) => new(words) { ErrorCode = Code, RawRepresentation = raw };
}
