using System.Security.Cryptography;
using System.Text;

namespace ChatSdk;

/// <summary>
/// Gives every tool call of an answer an id of its own, so that calls and results can be sent back: some servers send none,
/// and some send the same id for several calls. The same answer always gets the same ids, streamed or not.
/// </summary>
internal static class ToolCallIds
{
    // Some servers accept no other length, and nothing but letters and digits.
    private const int _length = 9;

    /// <summary>Returns the answer with ids that are unique within each choice.</summary>
    public static ChatCompletion Fill(ChatCompletion answer) => answer.Choices.Any(choice => !IsUnique(choice.Message?.ToolCalls))
        ? answer with { Choices = [.. answer.Choices.Select((choice, place) => choice with { Message = Fill(choice.Message, $"{answer.Id} {choice.Index ?? place}") })] }
        : answer;

    /// <summary>Returns the calls with unique ids. The first call with an id keeps it.</summary>
    public static IReadOnlyList<ChatToolCall> Fill(IReadOnlyList<ChatToolCall> calls, string seed)
    {
        if (IsUnique(calls))
        {
            return calls;
        }

        HashSet<string> taken = [.. calls.Select(call => call.Id).OfType<string>()];
        HashSet<string> used = [];
        return [.. calls.Select((call, place) => call.Id is { } id && used.Add(id) ? call : call with { Id = New(call, place) })];

        string New(ChatToolCall call, int place)
        {
            var text = $"{seed} {place} {call.Function?.Name} {call.Function?.Arguments}";
            var id = Make(text);
            while (!taken.Add(id))
            {
                id = Make(text += " ");
            }

            return id;
        }
    }

    private static ChatMessage? Fill(ChatMessage? message, string seed) =>
        message?.ToolCalls is { } calls ? message with { ToolCalls = Fill(calls, seed) } : message;

    private static bool IsUnique(IReadOnlyList<ChatToolCall>? calls) => calls switch
    {
        null => true,
        [var only] => only.Id is not null,
        _ => calls.All(call => call.Id is not null) && calls.DistinctBy(call => call.Id, StringComparer.Ordinal).Count() == calls.Count,
    };

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
