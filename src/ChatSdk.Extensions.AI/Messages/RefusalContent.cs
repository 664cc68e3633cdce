using Microsoft.Extensions.AI;

namespace ChatSdk.Extensions.AI;

/// <summary>Maps a model's refusal to an <see cref="ErrorContent"/>, as Microsoft's own clients do.</summary>
internal static class RefusalContent
{
    /// <summary>The error code that distinguishes a refusal from other errors.</summary>
    public const string Code = "Refusal";

    public static ErrorContent Of(string words, object raw) => new(words) { ErrorCode = Code, RawRepresentation = raw };
}
