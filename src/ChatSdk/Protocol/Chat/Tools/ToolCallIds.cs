using System.Security.Cryptography;
using System.Text;

namespace ChatSdk;

/// <summary>
/// Gives an id to the tool calls of an answer that came without one, so that call and result can be sent back. The same
/// answer always gets the same ids, streamed or not.
/// </summary>
internal static class ToolCallIds
{
    // Some servers take no other length, and nothing but letters and digits.
    private const int _length = 9;

    public static ChatCompletion Fill(ChatCompletion answer) =>
        answer.Choices.Any(choice => choice.Message?.ToolCalls?.Any(call => call.Id is null) == true)
            ? answer with { Choices = answer.Choices.Select((choice, place) => choice with { Message = Fill(choice.Message, $"{answer.Id} {choice.Index ?? place}") }).ToList() }
            : answer;

    private static ChatMessage? Fill(ChatMessage? message, string seed) =>
        message?.ToolCalls is { } calls
            ? message with { ToolCalls = calls.Select((call, place) => call.Id is null ? call with { Id = Make($"{seed} {place} {call.Function?.Name} {call.Function?.Arguments}") } : call).ToList() }
            : message;

    /// <summary>Determines whether every server accepts an id.</summary>
    public static bool IsPortable(string id) => id.Length == _length && id.All(char.IsAsciiLetterOrDigit);

    /// <summary>Makes an id that every server accepts; the same one of the same seed.</summary>
    public static string Make(string seed)
    {
        const string Characters = "0123456789abcdefghijklmnopqrstuvwxyz";
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(seed));
        return string.Concat(hash.Take(_length).Select(part => Characters[part % Characters.Length]));
    }
}
