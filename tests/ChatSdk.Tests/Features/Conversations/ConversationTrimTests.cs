namespace ChatSdk.Tests.Conversations;

/// <summary>Tests trimming the messages in a conversation.</summary>
[TestFixture]
public sealed class ConversationTrimTests : ConversationTest
{
    // Abbreviations: s and d are instructions, u is a prompt, a is an answer, c calls two tools, t is a tool result, f is a legacy function result.
    [TestCase("suaua", 5, "suaua")]
    [TestCase("suaua", 4, "sua")]
    [TestCase("suaua", 3, "sua")]
    [TestCase("suaua", 2, "sua")]
    [TestCase("suaua", 1, "sua")]
    [TestCase("suaua", 0, "sua")]
    [TestCase("sduau", 3, "sdu")]
    [TestCase("uauau", 2, "u")]
    [TestCase("ucttaua", 7, "ucttaua")]
    [TestCase("ucttaua", 6, "ua")]
    [TestCase("uaucttaua", 7, "ucttaua")]
    [TestCase("uaucttau", 4, "u")]
    [TestCase("uauctt", 4, "uctt")]
    [TestCase("uauctt", 3, "uctt")]
    [TestCase("uauctt", 1, "uctt")]
    [TestCase("uaucf", 2, "ucf")]
    [TestCase("uctuctt", 4, "uctt")]
    [TestCase("s", 0, "s")]
    [TestCase("", 5, "")]
    [TestCase("auau", 3, "uau")]
    [TestCase("auau", 4, "auau")]
    [TestCase("aaaa", 2, "aaaa")]
    [TestCase("ttua", 2, "ua")]
    public void Oldest_turns_are_removed_but_never_the_instructions_or_the_last_turn(string before, int limit, string after)
    {
        var conversation = Of(before);

        var removed = conversation.TrimToMessages(limit);

        conversation.Messages.Select(message => message.Text).Should().Equal(after.Length == 0 ? [] : ExpectedTexts(before, after));
        removed.Should().Be(before.Length - after.Length);
    }

    [TestCase(100, "suaua")]
    [TestCase(50, "suaua")]
    [TestCase(49, "sua")]
    [TestCase(30, "sua")]
    [TestCase(29, "sua")]
    public void Oldest_turns_are_removed_until_the_tokens_fit_or_only_the_last_turn_and_the_instructions_are_left(int limit, string after)
    {
        var conversation = Of("suaua");

        conversation.TrimToTokens(limit, _ => 10);

        conversation.Messages.Select(message => message.Text).Should().Equal(ExpectedTexts("suaua", after));
    }

    [Test]
    public void TrimToTokens_counts_tokens_with_the_TokenCounter_in_the_client_options()
    {
        Options.TokenCounter = text => text.Length;
        var conversation = Of("suaua");

        var removed = conversation.TrimToTokens(5 * (2 + 4) - 1);

        removed.Should().Be(2, "each message has two characters, and four tokens of overhead");
    }

    [Test]
    public void Negative_limit_throws()
    {
        FluentActions.Invoking(() => Of("ua").TrimToMessages(-1)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => Of("ua").TrimToTokens(-1)).Should().Throw<ArgumentOutOfRangeException>();
    }

    private static IEnumerable<string> ExpectedTexts(string before, string after)
    {
        var head = before.TakeWhile(kind => kind is 's' or 'd').Count();
        var removed = before.Length - after.Length;
        return Enumerable.Range(0, before.Length).Where(index => index < head || index >= head + removed).Select(index => $"{index}{before[index]}");
    }

    private ChatConversation Of(string kinds)
    {
        var conversation = new ChatConversation(Client);
        for (var index = 0; index < kinds.Length; index++)
        {
            conversation.Add(Message(kinds[index]) with { Content = $"{index}{kinds[index]}" });
        }

        return conversation;
    }

    private static ChatMessage Message(char kind) => kind switch
    {
        's' => ChatMessage.System(""),
        'd' => ChatMessage.Developer(""),
        'u' => ChatMessage.User(""),
        'a' => ChatMessage.Assistant(""),
        'c' => new() { Role = ChatRole.Assistant, ToolCalls = [new() { Id = "1" }, new() { Id = "2" }] },
        't' => ChatMessage.Tool("1", ""),
        _ => new() { Role = ChatRole.Function, Name = "f" },
    };
}
