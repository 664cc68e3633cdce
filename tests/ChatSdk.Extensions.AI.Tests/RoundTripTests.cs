using System.Text.Json;
using ChatSdk.Testing;
using ChatSdk.Tests.Wire;

namespace ChatSdk.Extensions.AI.Tests;

/// <summary>Tests that an accumulated stream equals the response of the plain call, for every capture.</summary>
[TestFixture]
public sealed class RoundTripTests : AdapterTest
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
    public async Task Capture_is_the_same_both_ways(string name)
    {
        var fixture = WireFixture.Load(name);

        await ShouldBeTheSameAsync(FakeAnswer.Bytes(fixture.Body, fixture.Headers["content-type"], fixture.Status));
    }

    [TestCaseSource(nameof(_answers))]
    public async Task Answer_is_the_same_both_ways(string answer) => await ShouldBeTheSameAsync(FakeAnswer.Json(answer));

    [TestCaseSource(nameof(_choices))]
    public async Task Several_choices_are_the_same_both_ways(string answer) =>
        await ShouldBeTheSameAsync(FakeAnswer.Json(answer), new ChatOptions { AdditionalProperties = new() { ["n"] = 2 } });

    [Test]
    public async Task Unrequested_choices_are_the_same_both_ways() => await ShouldBeTheSameAsync(FakeAnswer.Json(_choices[0]));

    [Test]
    public void Captures_are_found() => Captures.Should().HaveCountGreaterThan(30);

    private async Task ShouldBeTheSameAsync(FakeAnswer answer, ChatOptions? options = null)
    {
        Server.Answers(answer).Answers(answer);

        var whole = await Chat.GetResponseAsync("Hi", options, Guard);
        var streamed = await Chat.GetStreamingResponseAsync("Hi", options, Guard).ToChatResponseAsync(Guard);

        whole.Messages.Should().NotBeEmpty();
        Normal(streamed).Should().Be(Normal(whole));
    }

    /// <summary>Writes a complete response as JSON.</summary>
    private static string Normal(ChatResponse response)
    {
        foreach (var message in response.Messages)
        {
            Gather(message);
        }

        return JsonSerializer.Serialize(response, AIJsonUtilities.DefaultOptions);
    }

    /// <summary>Moves the sources to the text they belong to: a stream returns them later, on an empty text.</summary>
    private static void Gather(AIMessage message)
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
