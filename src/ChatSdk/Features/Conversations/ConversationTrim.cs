namespace ChatSdk;

/// <summary>Finds what of a conversation can go, so that the rest fits and still makes sense to a server.</summary>
internal static class ConversationTrim
{
    /// <summary>
    /// Determines how many messages after the instructions to remove. Complete turns are removed, from one user message to the next, so
    /// that calls stay with their results and the rest begins with a user message. The newest turn stays.
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

            // Messages before the first user message are not a turn, and stay if everything stays.
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
