using System.Text.Json;
using System.Text.Json.Nodes;

namespace ChatSdk.Tests.Conversations;

/// <summary>Tests conversations that are saved as JSON and loaded again.</summary>
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
    public async Task Saved_conversation_is_loaded_unchanged()
    {
        Server.AnswersAlways(Answer("Yes"));
        var conversation = new ChatConversation(Client) { Id = "conv \"1\"" };
        Messages.ToList().ForEach(conversation.Add);
        await conversation.SendAsync("And?", cancellationToken: Guard);
        var json = conversation.ToJson();

        var again = ChatConversation.FromJson(Client, json);

        again.Messages.Should().Equal(conversation.Messages);
        again.Usage.Should().Be(conversation.Usage);
        again.Id.Should().Be("conv \"1\"");
        again.ToJson().Should().Be(json);
        await again.SendAsync("Next", cancellationToken: Guard);
        again.Usage!.TotalTokens.Should().Be(24);
        SentRoles(Server.Requests[1]).Should().HaveCount(Messages.Count() + 3);
    }

    [Test]
    public void Unknown_parts_and_fields_are_loaded_unchanged()
    {
        const string Json = """{"messages":[{"role":"user","content":[{"type":"hologram","data":[1,{"x":null}]}],"mood":"glad"}],"usage":{"total_tokens":3,"joules":7}}""";

        var conversation = ChatConversation.FromJson(Client, Json);

        JsonElement.DeepEquals(JsonElement.Parse(conversation.ToJson()), JsonElement.Parse(Json)).Should().BeTrue("{0} must equal {1}", conversation.ToJson(), Json);
    }

    [Test]
    public void Empty_conversation_can_be_saved_and_loaded()
    {
        var again = ChatConversation.FromJson(Client, new ChatConversation(Client).ToJson());

        again.Messages.Should().BeEmpty();
        again.Usage.Should().BeNull();
    }

    [Test]
    public async Task Unpaired_surrogate_is_saved_as_a_replacement_character()
    {
        Server.AnswersAlways(Answer("Yes"));
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
    public void Json_that_is_not_a_conversation_throws(string json) =>
        FluentActions.Invoking(() => ChatConversation.FromJson(Client, json)).Should().Throw<JsonException>();
}
