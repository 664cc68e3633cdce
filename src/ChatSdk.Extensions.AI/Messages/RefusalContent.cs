using Microsoft.Extensions.AI;

namespace ChatSdk.Extensions.AI;

/// <summary>Maps a model's refusal in the same way as Microsoft's own clients.</summary>
internal static class RefusalContent
{
    /// <summary>The error code that distinguishes a refusal from other errors.</summary>
    public const string Code = "Refusal";

    public static ErrorContent Of(string words, object raw) => new(words) { ErrorCode = Code, RawRepresentation = raw };
}
