using ChatSdk.Testing;
using Microsoft.Agents.AI;

namespace ChatSdk.Extensions.AI.Tests.Pipelines;

/// <summary>Tests an agent from the Microsoft Agent Framework that uses the adapter.</summary>
[TestFixture]
public sealed class AgentTests : AdapterTest
{
    private ChatClientAgent _agent = null!;

    [SetUp]
    public void CreateAgent() => _agent = new ChatClientAgent(
        Chat,
        instructions: "Be brief.",
        tools:
        [
            AIFunctionFactory.Create((string city) => city == "Oslo" ? "9 °C" : "18 °C", "get_temperature"),
            AIFunctionFactory.Create((string city) => $"12:00 in {city}", "get_time"),
        ]);

    [SetUp]
    public void AnswerWithCalls() => Server
        .Answers(FakeAnswer.ToolCall("get_temperature", """{"city":"Oslo"}""").WithToolCall("get_time", """{"city":"Paris"}"""))
        .AnswersText("Cold there, noon here.");

    [Test]
    public async Task Agent_calls_two_tools()
    {
        var answer = await _agent.RunAsync("Tell me.", cancellationToken: Guard);

        answer.Text.Should().Be("Cold there, noon here.");
        ShouldHaveSentResults();
    }

    [Test]
    public async Task Agent_that_streams_its_answer_calls_two_tools()
    {
        var answer = await _agent.RunStreamingAsync("Tell me.", cancellationToken: Guard).ToAgentResponseAsync(Guard);

        answer.Text.Should().Be("Cold there, noon here.");
        ShouldHaveSentResults();
    }

    [Test]
    public async Task Next_request_in_a_session_contains_the_previous_calls_and_results()
    {
        Server.AnswersText("As I said.");
        var session = await _agent.CreateSessionAsync(Guard);

        await _agent.RunAsync("Tell me.", session, cancellationToken: Guard);
        var answer = await _agent.RunAsync("Again?", session, cancellationToken: Guard);

        answer.Text.Should().Be("As I said.");
        Roles(2).Should().Equal("system", "user", "assistant", "tool", "tool", "assistant", "user");
    }

    private void ShouldHaveSentResults()
    {
        Server.Requests.Should().HaveCount(2);
        Server.Requests[0].Json!.Value.GetProperty("tools").GetArrayLength().Should().Be(2);
        Roles(1).Should().Equal("system", "user", "assistant", "tool", "tool");
        Server.Requests[1].Chat!.Messages.TakeLast(2).Select(message => message.Text).Should().Equal("9 °C", "12:00 in Paris");
    }

    private IEnumerable<string?> Roles(int request) =>
        Server.Requests[request].Json!.Value.GetProperty("messages").EnumerateArray().Select(message => message.GetProperty("role").GetString());
}
