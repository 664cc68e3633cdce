namespace ChatSdk;

/// <summary>Finds what of a conversation can go, so that the rest fits and still makes sense to a server.</summary>
internal static class ConversationTrim
{
    /// <summary>
    /// Tells how many messages behind the instructions are to go. A call goes with its results; what stays begins with a
    /// question, if it has one; and the last message stays, with what belongs to it.
    /// </summary>
    public static int Count(List<ChatMessage> messages, int head, int limit, Func<ChatMessage, int> cost)
    {
        var left = limit - messages.Take(head).Sum(cost);
        var first = messages.Count;
        for (var start = messages.Count - 1; start >= head; start--)
        {
            left -= cost(messages[start]);
            if (ToolCalls.IsResult(messages[start]) && start > head)
            {
                continue;
            }

            if (left < 0 && first < messages.Count)
            {
                break;
            }

            first = start;
        }

        var question = first == head ? head : messages.FindIndex(first, message => message.Role == ChatRole.User);
        return (question < 0 ? first : question) - head;
    }

    /// <summary>Counts the instructions that the conversation begins with.</summary>
    public static int HeadOf(List<ChatMessage> messages)
    {
        var head = messages.FindIndex(message => message.Role != ChatRole.System && message.Role != ChatRole.Developer);
        return head < 0 ? messages.Count : head;
    }
}
