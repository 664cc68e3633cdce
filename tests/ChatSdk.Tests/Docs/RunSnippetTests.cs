namespace ChatSdk.Tests.Docs;

/// <summary>Runs the code that the pages show.</summary>
[TestFixture]
public sealed class RunSnippetTests : ClientTest
{
    [Test]
    public async Task Tool_of_the_page_returns_the_weather()
    {
        ToolSnippets.Script(Server);

        var run = await ToolSnippets.RunAsync(Client);

        run.Text.Should().Be("18 °C.");
        run.Messages[2].Text.Should().Be("""{"temperature":18,"unit":"Celsius"}""");
    }

    [Test]
    public async Task Recipe_of_the_page_is_read()
    {
        Server.AnswersText("""{"name":"Pancakes","minutes":20,"ingredients":["milk"],"wine":null}""");

        (await TypedAnswerSnippets.AskAsync(Client)).Should().BeEquivalentTo(new Recipe("Pancakes", 20, ["milk"], null));
    }

    [Test]
    public async Task Conversation_of_the_page_has_two_turns()
    {
        var conversation = await ConversationSnippets.TalkAsync(Client);

        conversation.Messages.Select(message => $"{message.Role}").Should().Equal("system", "user", "assistant", "user", "assistant");
    }
}
