using ChatSdk.Docs.Tests.Docs;
using Migration.Before;

namespace ChatSdk.Docs.Tests.Migration;

/// <summary>Tests that the code before and after a migration returns the same answer if the server is well-behaved.</summary>
public sealed class SameAnswerTests : FakeServerTest
{
    [Test]
    public async Task Migrated_code_sends_the_same_settings_and_returns_the_same_text()
    {
        Server.AnswersText("Fine.").AnswersText("Fine.");

        (await OpenAISnippets.AskAsync(Server.BaseAddress, "key")).Should().Be("Fine.");
        (await FromOpenAISnippets.AskAsync(Server.BaseAddress, "key")).Should().Be("Fine.");

        var (before, after) = (Server.Requests[0].Json!.Value, Server.Requests[1].Json!.Value);
        after.GetProperty("model").GetString().Should().Be(before.GetProperty("model").GetString());
        after.GetProperty("max_completion_tokens").GetInt32().Should().Be(before.GetProperty("max_completion_tokens").GetInt32());
        after.GetProperty("temperature").GetDouble().Should().BeApproximately(before.GetProperty("temperature").GetDouble(), 1e-6, "the OpenAI package stores the temperature as a float");

        after.GetProperty("messages").GetArrayLength().Should().Be(before.GetProperty("messages").GetArrayLength());
    }

    [Test]
    public async Task Migrated_tool_code_returns_the_same_answer()
    {
        const string Call = """{"id":"1","created":1,"model":"m","object":"chat.completion","choices":[{"index":0,"finish_reason":"tool_calls","message":{"role":"assistant","content":null,"tool_calls":[{"id":"c","type":"function","function":{"name":"get_weather","arguments":"{\"city\":\"Paris\"}"}}]}}]}""";
        Server.AnswersJson(Call).AnswersText("18 °C.").AnswersJson(Call).AnswersText("18 °C.");

        (await OpenAISnippets.RunToolsAsync(OfficialClient, """{"type":"object","properties":{"city":{"type":"string"}}}""")).Should().Be("18 °C.");
        (await FromOpenAISnippets.RunToolsAsync(Client)).Should().Be("18 °C.");

        Server.Requests[3].Json!.Value.GetProperty("messages")[2].GetProperty("content").GetString().Should().Be("18 °C in Paris");
    }

    [Test]
    public async Task Code_migrated_from_HttpClient_returns_the_same_text()
    {
        Server.AnswersText("Fine.").AnswersText("Fine.");
        using var http = new HttpClient();

        (await HttpClientSnippets.AskByHandAsync(http, Server.BaseAddress, "key", "m", Guard)).Should().Be("Fine.");
        (await HttpClientSnippets.AskAsync(Server.BaseAddress, "key", "m", Guard)).Should().Be("Fine.");
    }

    [Test]
    public async Task Unknown_fields_in_forwarded_json_and_in_the_answer_are_preserved()
    {
        Server.AnswersJson("""{"choices":[],"odd":1}""");

        var whole = await HttpClientSnippets.ForwardJsonAsync(Client, """{"messages":[{"role":"user","content":"Hi"}],"top_a":0.5}""", Guard);

        whole.Should().Contain("\"odd\":1");
        Server.Requests[0].Json!.Value.GetProperty("top_a").GetDouble().Should().Be(0.5);
    }
}
