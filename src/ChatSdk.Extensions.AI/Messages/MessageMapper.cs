namespace ChatSdk.Extensions.AI;

/// <summary>Maps the messages of Microsoft.Extensions.AI to messages of the protocol. A message with several tool results becomes several messages.</summary>
internal static class MessageMapper
{
    public static IEnumerable<ChatMessage> Map(IEnumerable<AIMessage> messages) => messages.SelectMany(Map);

    private static IReadOnlyList<ChatMessage> Map(AIMessage message)
    {
        if (message is null)
        {
            throw new ArgumentException("One of the messages is null.", nameof(message));
        }

        if (message.RawRepresentation is ChatMessage raw)
        {
            return [raw];
        }

        var built = new MessageBuilder(message);
        foreach (var content in message.Contents)
        {
            built.Add(content);
        }

        return built.Build();
    }
}
