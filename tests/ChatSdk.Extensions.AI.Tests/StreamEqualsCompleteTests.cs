using System.Text.Json;
using ChatSdk.Testing;
using ChatSdk.Tests.Wire;

namespace ChatSdk.Extensions.AI.Tests;

/// <summary>Tests that an accumulated stream equals the complete response, for every capture and for answers written by hand.</summary>
[TestFixture]
public sealed class StreamEqualsCompleteTests : AdapterTest
{
    private static readonly string[] _answers =
    [
        """{"id":"1","choices":[{"index":0,"finish_reason":"stop","message":{"role":"assistant","content":"Hi"}}]}""",
        """{"id":"1","created":1770000000,"model":"x","choices":[{"index":0,"finish_reason":"stop","message":{"role":"assistant","content":"Hi","reasoning_content":"Hm."}}],"usage":{"prompt_tokens":1,"completion_tokens":2,"total_tokens":3,"prompt_tokens_details":{"cached_tokens":1},"completion_tokens_details":{"reasoning_tokens":1}}}""",
        """{"id":"1","choices":[{"index":0,"finish_reason":"stop","message":{"role":"assistant","content":"Hi","reasoning":"Hm.","reasoning_details":[{"type":"reasoning.encrypted","data":"abc"}]}}]}""",
        """{"id":"1","choices":[{"index":0,"finish_reason":"tool_calls","message":{"role":"assistant","content":null,"reasoning":"Hm.","tool_calls":[{"id":"c1","type":"function","function":{"name":"f","arguments":"{\"a\":1}"}},{"id":"c2","type":"function","function":{"name":"g","arguments":"{}"}}]}}]}""",
        """{"id":"1","choices":[{"index":0,"finish_reason":"tool_calls","message":{"role":"assistant","content":"Let me see.","tool_calls":[{"id":"c1","type":"function","function":{"name":"f","arguments":"{\"a\""}}]}}]}""",
        """{"id":"1","choices":[{"index":0,"finish_reason":"stop","message":{"role":"assistant","content":null,"refusal":"No."}}]}""",
        """{"id":"1","choices":[{"index":0,"finish_reason":"stop","message":{"role":"assistant","content":null,"audio":{"id":"a1","data":"AQID","transcript":"Hi"}}}]}""",
        """{"id":"1","choices":[{"index":0,"finish_reason":"eos","message":{"role":"assistant","content":[{"type":"text","text":"This:"},{"type":"image_url","image_url":{"url":"https://host/a.png"}},{"type":"odd","x":1}],"tool_plan":"none"}}],"service_note":"n"}""",
    ];

    private static readonly string[] _choices =
    [
        """{"id":"1","choices":[{"index":0,"finish_reason":"stop","message":{"role":"assistant","content":"Hi"}},{"index":1,"finish_reason":"length","message":{"role":"assistant","content":"Hello","reasoning_content":"Hm."}},{"index":2,"finish_reason":"stop","message":{"role":"assistant","content":null,"refusal":"No."}}]}""",
        """{"choices":[{"index":0,"finish_reason":"stop","message":{"role":"assistant","content":"Hi"}},{"index":1,"finish_reason":"stop","message":{"role":"assistant","content":"Hello"}}]}""",
    ];

    private static IEnumerable<string> Captures =>
        WireFixture.All().Where(fixture => fixture.Operation is "chat" or "chat_stream" && !fixture.IsError && !fixture.Expected.TryGetProperty("error", out _)).Select(fixture => fixture.Name);

    [TestCaseSource(nameof(Captures))]
    public async Task Streamed_capture_equals_the_complete_response(string name)
    {
        var fixture = WireFixture.Load(name);

        await ShouldBeEqualAsync(FakeAnswer.Bytes(fixture.Body, fixture.Headers["content-type"], fixture.Status));
    }

    [TestCaseSource(nameof(_answers))]
    public async Task Streamed_answer_equals_the_complete_response(string answer) => await ShouldBeEqualAsync(FakeAnswer.Json(answer));

    [TestCaseSource(nameof(_choices))]
    public async Task Streamed_choices_equal_the_complete_response(string answer) =>
        await ShouldBeEqualAsync(FakeAnswer.Json(answer), new ChatOptions { AdditionalProperties = new() { ["n"] = 2 } });

    [TestCaseSource(nameof(_choices))]
    public async Task Streamed_choices_equal_the_complete_response_if_only_one_was_requested(string answer) => await ShouldBeEqualAsync(FakeAnswer.Json(answer));

    [Test]
    public void Captures_are_found() => Captures.Should().HaveCountGreaterThan(30);

    private async Task ShouldBeEqualAsync(FakeAnswer answer, ChatOptions? options = null)
    {
        Server.Answers(answer).Answers(answer);

        var complete = await Chat.GetResponseAsync("Hi", options, Guard);
        var streamed = await Chat.GetStreamingResponseAsync("Hi", options, Guard).ToChatResponseAsync(Guard);

        complete.Messages.Should().NotBeEmpty();
        Normalize(streamed).Should().Be(Normalize(complete));
    }

    /// <summary>Serializes a response as JSON, with its citations in a fixed place.</summary>
    private static string Normalize(ChatResponse response)
    {
        foreach (var message in response.Messages)
        {
            MoveCitations(message);
        }

        return JsonSerializer.Serialize(response, AIJsonUtilities.DefaultOptions);
    }

    /// <summary>
    /// Moves the citations to the first <see cref="TextContent"/>, where a complete response has them. A stream returns them at its end, in
    /// an empty <see cref="TextContent"/>.
    /// </summary>
    private static void MoveCitations(AIMessage message)
    {
        var sources = message.Contents.OfType<TextContent>().LastOrDefault(text => text.Annotations is { Count: > 0 });
        var first = message.Contents.OfType<TextContent>().FirstOrDefault();
        if (sources is not null && first is not null && sources != first)
        {
            first.Annotations = sources.Annotations;
            message.Contents.Remove(sources);
        }
    }
}
