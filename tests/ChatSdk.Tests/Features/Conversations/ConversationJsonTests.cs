using System.Text.Json;
using System.Text.Json.Nodes;

namespace ChatSdk.Tests.Conversations;

/// <summary>Conversations that are kept as JSON and taken up again.</summary>
[TestFixture]
public sealed class ConversationJsonTests : ConversationTest
{
    private static IEnumerable<ChatMessage> Messages =>
    [
        ChatMessage.System("Be brief."),
        ChatMessage.User([ContentPart.FromText("What \"is\"\n\u2028this 😀?"), ContentPart.FromImage("data:image/png;base64,AAAA", "low"), ContentPart.FromAudio([1, 2, 3], "wav"), ContentPart.FromFile(new FileReference { FileId = "f" })]),
        new() { Role = ChatRole.Assistant, ReasoningContent = "Hm.", ToolCalls = [new() { Id = "1", Type = "function", Function = new() { Name = "look", Arguments = "{\"a\": 1.50}" } }, new() { Id = "2", Type = "custom", Custom = new() { Name = "sh", Input = "ls" } }] },
        ChatMessage.Tool("1", "a cat"),
        ChatMessage.Tool("2", ""),
        new() { Role = ChatRole.Assistant, Content = "A cat.", Name = "bot", ReasoningText = "So.", ReasoningDetails = [new() { Type = "reasoning.text", Text = "So." }], Annotations = [new() { Type = "url_citation" }] },
        new() { Role = ChatRole.Function, Name = "old", Content = "1" },
        new() { Role = new ChatRole("critic"), Content = "Hm." },
        new ChatMessage { Role = ChatRole.User, Content = "Hi" }.WithField("cache_control", JsonNode.Parse("""{"type":"ephemeral","list":[1,null,{"deep":1.0}]}""")),
        new() { Role = ChatRole.Assistant },
    ];

    [Test]
    public async Task Everything_comes_back_as_it_was()
    {
        Server.AnswersAlways(Said("Yes"));
        var conversation = new ChatConversation(Client);
        Messages.ToList().ForEach(conversation.Add);
        await conversation.SendAsync("And?", cancellationToken: Guard);
        var json = conversation.ToJson();

        var again = ChatConversation.FromJson(Client, json);

        again.Messages.Should().Equal(conversation.Messages);
        again.Usage.Should().Be(conversation.Usage);
        again.ToJson().Should().Be(json);
        await again.SendAsync("Next", cancellationToken: Guard);
        again.Usage!.TotalTokens.Should().Be(24);
        SentRoles(Server.Requests[1]).Should().HaveCount(Messages.Count() + 3);
    }

    [Test]
    public void Parts_and_fields_that_this_version_does_not_know_come_back()
    {
        const string Json = """{"messages":[{"role":"user","content":[{"type":"hologram","data":[1,{"x":null}]}],"mood":"glad"}],"usage":{"total_tokens":3,"joules":7}}""";

        var conversation = ChatConversation.FromJson(Client, Json);

        JsonElement.DeepEquals(JsonElement.Parse(conversation.ToJson()), JsonElement.Parse(Json)).Should().BeTrue("{0} is as good as {1}", conversation.ToJson(), Json);
    }

    [Test]
    public void Empty_conversation_comes_back_empty()
    {
        var again = ChatConversation.FromJson(Client, new ChatConversation(Client).ToJson());

        again.Messages.Should().BeEmpty();
        again.Usage.Should().BeNull();
    }

    [Test]
    public async Task Broken_text_of_a_message_is_kept_as_JSON_all_the_same()
    {
        Server.AnswersAlways(Said("Yes"));
        var conversation = new ChatConversation(Client, "half \ud83d");

        await conversation.SendAsync("Hi", cancellationToken: Guard);

        ChatConversation.FromJson(Client, conversation.ToJson()).SystemPrompt.Should().Be("half \uFFFD");
    }

    [TestCase("")]
    [TestCase("hello")]
    [TestCase("null")]
    [TestCase("[]")]
    [TestCase("{}")]
    [TestCase("""{"messages":null}""")]
    [TestCase("""{"messages":{}}""")]
    [TestCase("""{"messages":[null]}""")]
    [TestCase("""{"messages":["Hi"]}""")]
    [TestCase("""{"messages":[]} x""")]
    [TestCase("""{"messages":[{"role":"user","content":"Hi"}""")]
    public void What_is_no_conversation_is_refused(string json) =>
        FluentActions.Invoking(() => ChatConversation.FromJson(Client, json)).Should().Throw<JsonException>();
}
