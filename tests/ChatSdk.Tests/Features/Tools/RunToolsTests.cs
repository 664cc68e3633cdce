using System.Text.Json.Nodes;
using ChatSdk.Testing;
using ChatSdk.Tests.Json;

namespace ChatSdk.Tests.Tools;

/// <summary>Tests that a run calls tools and sends their results until the model calls no more tools, with and without streaming.</summary>
[TestFixture(false)]
[TestFixture(true)]
public sealed class RunToolsTests(bool streamed) : ToolTest
{
    [Test]
    public async Task Run_continues_until_the_model_calls_no_more_tools()
    {
        Server.Answers(Calls(streamed, ("1", "upper", """{"text":"a"}"""))).Answers(Calls(streamed, ("2", "upper", """{"text":"b"}"""))).AnswersText("All done");

        var run = await RunAsync(streamed, RequestWith(Upper), cancellationToken: Guard);

        run.Text.Should().Be("All done");
        run.Completions.Should().HaveCount(3);
        Results(2).Should().Equal("A", "B");
    }

    [Test]
    public async Task Run_without_a_tool_call_sends_one_request()
    {
        Server.AnswersText("Hello");

        var run = await RunAsync(streamed, RequestWith(Upper), cancellationToken: Guard);

        run.Text.Should().Be("Hello");
        Server.Requests.Should().ContainSingle();
    }

    [Test]
    public async Task Run_contains_all_messages_including_the_last_answer()
    {
        Server.Answers(Calls(streamed, ("1", "upper", """{"text":"a"}"""))).AnswersText("Done");

        var run = await RunAsync(streamed, RequestWith(Upper), cancellationToken: Guard);

        run.Messages.Select(message => message.Role!.Value.Value).Should().Equal("user", "assistant", "tool", "assistant");
        run.Messages[^1].Should().Be(run.Completion!.Message);
        await Client.CreateAsync(new ChatCompletionRequest { Messages = [.. run.Messages.SkipLast(1)] }, cancellationToken: Guard);
        JsonAssert.AreEqual(Sent(1).GetProperty("messages"), Sent(2).GetProperty("messages"));
    }

    [Test]
    public async Task Request_passed_by_the_caller_is_not_changed()
    {
        var request = RequestWith(Upper) with { ToolChoice = ToolChoice.Required };
        Server.Answers(Calls(streamed, ("1", "upper", """{"text":"a"}"""))).AnswersText("Done");

        await RunAsync(streamed, request, cancellationToken: Guard);

        request.Messages.Should().ContainSingle();
        request.ToolChoice.Should().Be(ToolChoice.Required);
    }

    [Test]
    public async Task Usage_is_the_sum_of_all_rounds()
    {
        Server.Answers(Calls(streamed, ("1", "upper", """{"text":"a"}"""))).Answers(Calls(streamed, ("2", "upper", """{"text":"a"}"""))).Answers(Answer(streamed, new JsonObject { ["content"] = "Done" }, "stop"));

        var run = await RunAsync(streamed, RequestWith(Upper), cancellationToken: Guard);

        run.Usage!.TotalTokens.Should().Be(45);
        run.Usage.PromptTokens.Should().Be(30);
    }

    [Test]
    public async Task Tool_calls_without_an_id_are_given_unique_ids()
    {
        Server.Answers(Calls(streamed, (null, "upper", """{"text":"a"}"""), (null, "upper", """{"text":"b"}"""))).AnswersText("Done");

        await RunAsync(streamed, RequestWith(Upper), cancellationToken: Guard);

        var messages = Sent(1).GetProperty("messages").EnumerateArray().ToList();
        var ids = messages[1].GetProperty("tool_calls").EnumerateArray().Select(call => call.GetProperty("id").GetString()).ToList();
        ids.Should().OnlyHaveUniqueItems().And.NotContainNulls();
        messages.Skip(2).Select(message => message.GetProperty("tool_call_id").GetString()).Should().Equal(ids);
        Results(1).Should().Equal("A", "B");
    }

    [Test]
    public async Task Tools_are_called_even_if_the_finish_reason_is_stop()
    {
        var calls = new JsonObject { ["tool_calls"] = JsonNode.Parse("""[{"index":0,"id":"1","type":"function","function":{"name":"upper","arguments":"{\"text\":\"a\"}"}}]""") };
        Server.Answers(Answer(streamed, calls, "stop")).AnswersText("Done");

        await RunAsync(streamed, RequestWith(Upper), cancellationToken: Guard);

        Results(1).Should().Equal("A");
    }

    [Test]
    public async Task Custom_tool_receives_its_input()
    {
        var shell = ChatTool.CreateCustom("shell").WithHandler((call, _) => ValueTask.FromResult($"ran {call.Custom!.Input}"));
        var calls = new JsonObject { ["tool_calls"] = JsonNode.Parse("""[{"index":0,"id":"1","type":"custom","custom":{"name":"shell","input":"ls"}}]""") };
        Server.Answers(Answer(streamed, calls, "tool_calls")).AnswersText("Done");

        await RunAsync(streamed, RequestWith(shell), cancellationToken: Guard);

        Results(1).Should().Equal("ran ls");
        JsonAssert.AreEqual("""{"name":"shell","input":"ls"}""", Sent(1).GetProperty("messages")[1].GetProperty("tool_calls")[0].GetProperty("custom"));
    }

    [Test]
    public async Task Legacy_function_call_is_answered_with_a_function_message()
    {
        var request = RequestWith() with { Tools = null, Functions = [Upper.Function!], FunctionCall = ToolChoice.LegacyFunction("upper") };
        Server.Answers(Answer(streamed, new JsonObject { ["function_call"] = new JsonObject { ["name"] = "upper", ["arguments"] = """{"text":"a"}""" } }, "function_call")).AnswersText("Done");

        await RunAsync(streamed, request, cancellationToken: Guard);

        JsonAssert.AreEqual("""{"role":"function","name":"upper","content":"A"}""", Sent(1).GetProperty("messages")[2]);
        Sent(1).GetProperty("messages")[1].GetProperty("function_call").GetProperty("name").GetString().Should().Be("upper");
        Sent(0).GetProperty("function_call").GetProperty("name").GetString().Should().Be("upper");
        Sent(1).TryGetProperty("function_call", out _).Should().BeFalse("a function that is forced in each round would be called forever");
    }

    [Test]
    public async Task Server_side_tool_needs_no_handler()
    {
        Server.Answers(Calls(streamed, ("1", "upper", """{"text":"a"}"""))).AnswersText("Done");

        await RunAsync(streamed, RequestWith(Upper, new ChatTool { Type = "web_search" }), cancellationToken: Guard);

        Results(1).Should().Equal("A");
        Sent(1).GetProperty("tools")[1].GetProperty("type").GetString().Should().Be("web_search");
    }

    [Test]
    public async Task Answer_without_choices_ends_the_run()
    {
        Server.Answers(streamed ? FakeAnswer.Events("""{"id":"c","choices":[]}""", "[DONE]") : FakeAnswer.Json("""{"id":"c","choices":[]}"""));

        var run = await RunAsync(streamed, RequestWith(Upper), cancellationToken: Guard);

        run.Text.Should().BeEmpty();
        run.Messages.Should().ContainSingle();
    }

    [Test]
    public async Task Message_without_a_role_is_sent_back_with_the_assistant_role()
    {
        Server.AnswersJson("""{"choices":[{"message":{"tool_calls":[{"id":"1","function":{"name":"upper","arguments":"{\"text\":\"a\"}"}}]}}]}""").AnswersText("Done");

        await RunAsync(streamed: false, RequestWith(Upper), cancellationToken: Guard);

        Sent(1).GetProperty("messages")[1].GetProperty("role").GetString().Should().Be("assistant");
    }
}
