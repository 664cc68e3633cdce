namespace ChatSdk;

/// <summary>Finds what of a conversation can go, so that the rest fits and still makes sense to a server.</summary>
internal static class ConversationTrim
{
    /// <summary>
    /// Tells how many messages behind the instructions are to go. What goes are whole turns, from a question up to the next, so
    /// that calls stay with their results and what stays begins with a question. The newest turn stays.
    /// </summary>
    public static int Count(List<ChatMessage> messages, int head, int limit, Func<ChatMessage, int> cost)
    {
        var left = limit - messages.Take(head).Sum(cost);
        var first = -1;
        for (var start = messages.Count - 1; start >= head; start--)
        {
            left -= cost(messages[start]);
            if (first >= 0 && left < 0)
            {
                break;
            }

            // What stands before the first question has no turn of its own, and stays if all stays.
            first = messages[start].Role == ChatRole.User || start == head ? start : first;
        }

        return Math.Max(first - head, 0);
    }

    /// <summary>Counts the instructions that the conversation begins with.</summary>
    public static int HeadOf(List<ChatMessage> messages)
    {
        var head = messages.FindIndex(message => message.Role != ChatRole.System && message.Role != ChatRole.Developer);
        return head < 0 ? messages.Count : head;
    }
}
