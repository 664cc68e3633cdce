using ChatSdk.Tests.Json;

namespace ChatSdk.Tests.Streaming;

/// <summary>Tests that tool call deltas are assigned to their calls by index, ID or order.</summary>
[TestFixture]
public sealed class ToolCallAccumulatorTests
{
    [Test]
    public void Deltas_with_the_same_index_form_one_call() => Accumulated.Calls(
        """{"index":0,"id":"a","type":"function","function":{"name":"f","arguments":""}}""",
        """{"index":0,"function":{"arguments":"{\"x\""}}""",
        """{"index":0,"function":{"arguments":":1}"}}""")
        .Should().Equal(("a", "f", """{"x":1}"""));

    [Test]
    public void Deltas_for_parallel_calls_can_be_in_any_order() => Accumulated.Calls(
        """{"index":1,"id":"b","function":{"name":"g","arguments":"{\"y\""}}""",
        """{"index":0,"id":"a","function":{"name":"f","arguments":"{\"x\""}}""",
        """{"index":1,"function":{"arguments":":2}"}}""",
        """{"index":0,"function":{"arguments":":1}"}}""")
        .Should().Equal(("b", "g", """{"y":2}"""), ("a", "f", """{"x":1}"""));

    [Test]
    public void One_chunk_can_have_deltas_for_several_calls() => Accumulated.Calls(
        """{"index":0,"id":"a","function":{"name":"f","arguments":"1"}},{"index":1,"id":"b","function":{"name":"g","arguments":"2"}}""",
        """{"index":0,"function":{"arguments":"1"}},{"index":1,"function":{"arguments":"2"}}""")
        .Should().Equal(("a", "f", "11"), ("b", "g", "22"));

    [Test]
    public void Index_can_start_at_one() => Accumulated.Calls(
        """{"index":1,"id":"a","function":{"name":"f","arguments":"1"}}""",
        """{"index":1,"function":{"arguments":"2"}}""")
        .Should().Equal(("a", "f", "12"));

    [Test]
    public void Deltas_without_an_index_are_assigned_by_id() => Accumulated.Calls(
        """{"id":"a","function":{"name":"f","arguments":"1"}}""",
        """{"id":"b","function":{"name":"g","arguments":"2"}}""",
        """{"id":"a","function":{"arguments":"3"}}""")
        .Should().Equal(("a", "f", "13"), ("b", "g", "2"));

    [Test]
    public void Delta_without_an_index_or_id_belongs_to_the_last_call() => Accumulated.Calls(
        """{"id":"a","function":{"name":"f","arguments":"1"}}""",
        """{"id":"b","function":{"name":"g","arguments":"2"}}""",
        """{"function":{"arguments":"3"}}""",
        """{"id":"","function":{"name":"","arguments":"4"}}""")
        .Should().Equal(("a", "f", "1"), ("b", "g", "234"));

    [Test]
    public void Complete_calls_without_an_id_or_index_are_separate_calls()
    {
        var calls = Accumulated.Calls(
            """{"id":"","type":"function","function":{"name":"f","arguments":"{}"}}""",
            """{"id":"","type":"function","function":{"name":"f","arguments":"{}"}}""").ToList();

        calls.Select(call => (call.Name, call.Arguments)).Should().Equal(("f", "{}"), ("f", "{}"));
        calls.Select(call => call.Id).Should().OnlyHaveUniqueItems().And.NotContain("", "results are matched by the ID");
    }

    [Test]
    public void First_id_and_name_that_are_not_empty_are_used() => Accumulated.Calls(
        """{"index":0,"id":"","function":{"name":"","arguments":"1"}}""",
        """{"index":0,"id":"a","function":{"name":"f","arguments":"2"}}""",
        """{"index":0,"id":"b","function":{"arguments":"3"}}""",
        """{"index":0,"id":null,"type":null,"function":{"name":null,"arguments":"4"}}""")
        .Should().Equal(("a", "f", "1234"));

    [Test]
    public void Id_name_and_arguments_can_be_in_separate_deltas() => Accumulated.Calls(
        """{"index":0,"id":"a"}""",
        """{"index":0,"function":{"name":"f"}}""",
        """{"index":0,"function":{"arguments":"{}"}}""")
        .Should().Equal(("a", "f", "{}"));

    [Test]
    public void Arguments_can_be_an_object() => Accumulated.Calls("""{"id":"a","function":{"name":"f","arguments":{"x":1}}}""")
        .Should().Equal(("a", "f", """{"x":1}"""));

    [Test]
    public void Accumulated_call_equals_the_one_that_is_returned_without_streaming()
    {
        var message = Accumulated.Deltas(
            """{"tool_calls":[{"index":0,"id":"a","type":"function","extra_content":{"s":1},"function":{"name":"f","arguments":"","x":1}}]}""",
            """{"tool_calls":[{"index":0,"function":{"arguments":"{}"}}]}""");

        JsonAssert.AreEqual(
            """{"id":"a","type":"function","extra_content":{"s":1},"function":{"name":"f","arguments":"{}","x":1}}""",
            WireJson.Write(message.ToolCalls![0]));
    }

    [Test]
    public void Input_for_a_custom_tool_is_joined()
    {
        var message = Accumulated.Deltas(
            """{"tool_calls":[{"index":0,"id":"a","type":"custom","custom":{"name":"sql","input":"SELECT "}}]}""",
            """{"tool_calls":[{"index":0,"custom":{"input":"1"}}]}""");

        message.ToolCalls.Should().Equal(new ChatToolCall { Id = "a", Type = "custom", Custom = new() { Name = "sql", Input = "SELECT 1" } });
    }

    [Test]
    public void Deltas_of_a_legacy_function_call_are_joined()
    {
        var message = Accumulated.Deltas(
            """{"function_call":{"name":"f","arguments":""}}""",
            """{"function_call":{"arguments":"{\"x\""}}""",
            """{"function_call":{"name":"","arguments":":1}"}}""");

        message.FunctionCall.Should().Be(new FunctionCall { Name = "f", Arguments = """{"x":1}""" });
        message.ToolCalls.Should().BeNull();
    }

    [Test]
    public void Empty_list_of_tool_calls_is_read_as_null() => Accumulated.Deltas("""{"content":"Hi","tool_calls":[]}""").ToolCalls.Should().BeNull();

    [TestCase("{\"a\":\"")]
    [TestCase(" ")]
    [TestCase("[]]")]
    [TestCase("words")]
    public void Memory_allocated_for_deltas_that_resemble_new_calls_is_proportional_to_their_number(string beginning)
    {
        const int Count = 5000;
        var calls = new ToolCallAccumulator();
        calls.Add(new() { Index = 0, Id = "first", Function = new() { Name = "f", Arguments = beginning } });
        var delta = new ChatToolCall { Index = 0, Id = "other", Function = new() { Name = "f", Arguments = new string(' ', 100) } };
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var count = 0; count < Count; count++)
        {
            calls.Add(delta);
        }

        calls.ToList()!.Sum(call => call.Function!.Arguments!.Length).Should().Be(beginning.Length + (Count * 100));
        (GC.GetAllocatedBytesForCurrentThread() - before).Should().BeLessThan(100 * Count * 100);
    }
}
