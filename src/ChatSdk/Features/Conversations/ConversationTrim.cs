namespace ChatSdk;

/// <summary>Determines which messages to remove from a conversation, so that the rest is within a limit and still valid for a server.</summary>
internal static class ConversationTrim
{
    /// <summary>
    /// Returns the number of messages to remove, starting with the first message that follows the instructions. Only complete turns, from one
    /// user message to the next, and the messages before the first user message are removed, so that no call loses its result and the rest
    /// begins with a user message. The newest turn is never removed.
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

            // The messages before the first user message are kept only if everything is within the limit.
            first = messages[start].Role == ChatRole.User || start == head ? start : first;
        }

        return Math.Max(first - head, 0);
    }

    /// <summary>Counts the instructions at the beginning of the conversation.</summary>
    public static int HeadOf(List<ChatMessage> messages)
    {
        var head = messages.FindIndex(message => message.Role != ChatRole.System && message.Role != ChatRole.Developer);
        return head < 0 ? messages.Count : head;
    }
}
