using System.Security.Cryptography;
using System.Text;

namespace ChatSdk;

/// <summary>
/// Ensures that every tool call in an answer has an id that is unique within its choice, because some servers send no ids, and some send
/// the same id for several calls. The same answer always gets the same ids, whether or not it is streamed.
/// </summary>
internal static class ToolCallIds
{
    // Some servers accept only ids of this length that consist of letters and digits.
    private const int _length = 9;

    /// <summary>Returns the answer with ids that are unique within each choice.</summary>
    public static ChatCompletion Fill(ChatCompletion answer) => answer.Choices.Any(choice => !IsUnique(choice.Message?.ToolCalls))
        ? answer with { Choices = [.. answer.Choices.Select((choice, place) => choice with { Message = Fill(choice.Message, $"{answer.Id} {choice.Index ?? place}") })] }
        : answer;

    /// <summary>Returns the calls with unique ids. If several calls have the same id, the first one keeps it.</summary>
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
            var id = Make($"{seed} {place} {call.Function?.Name} {call.Function?.Arguments}");
            while (!taken.Add(id))
            {
                id = Make($"{id} {place}");
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

    /// <summary>Creates an id that every server accepts. The same seed always results in the same id.</summary>
    public static string Make(string seed)
    {
        const string Characters = "0123456789abcdefghijklmnopqrstuvwxyz";
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(seed));
        return string.Concat(hash.Take(_length).Select(part => Characters[part % Characters.Length]));
    }
}
