using System.Text;

namespace ChatSdk.Tests.Json;

/// <summary>Tests that unpaired surrogates and invalid UTF-8 in a string do not make the answer unreadable.</summary>
[TestFixture]
public sealed class InvalidUnicodeTests
{
    private static IEnumerable<TestCaseData> Templates =>
    [
        new TestCaseData("""{"content":"Hi X"}""").SetArgDisplayNames("text"),
        new TestCaseData("""{"role":"X","name":"X","tool_call_id":"X"}""").SetArgDisplayNames("names"),
        new TestCaseData("""{"reasoning_details":[{"text":"X"}]}""").SetArgDisplayNames("reasoning"),
        new TestCaseData("""{"tool_calls":[{"id":"X","function":{"name":"X","arguments":"X"}}]}""").SetArgDisplayNames("tool call"),
        new TestCaseData("""{"tool_calls":[{"function":{"arguments":{"a":"X","X":1}}}]}""").SetArgDisplayNames("arguments as an object"),
        new TestCaseData("""{"unknown":"X"}""").SetArgDisplayNames("unknown member"),
        new TestCaseData("""{"unknown":{"deep":["X"]}}""").SetArgDisplayNames("inside an unknown member"),
        new TestCaseData("""{"X":1}""").SetArgDisplayNames("name of an unknown member"),
        new TestCaseData("""{"unknown":{"X":1}}""").SetArgDisplayNames("name inside an unknown member"),
        new TestCaseData("""{"content":[{"type":"text","text":"X"}]}""").SetArgDisplayNames("text part"),
        new TestCaseData("""{"content":[{"type":"X"}]}""").SetArgDisplayNames("type of a part"),
        new TestCaseData("""{"content":[{"type":"image_url","image_url":"X"}]}""").SetArgDisplayNames("image as text"),
        new TestCaseData("""{"content":[{"type":"image_url","image_url":{"url":"X"}}]}""").SetArgDisplayNames("image"),
        new TestCaseData("""{"content":[{"type":"text","text":"a","X":1}]}""").SetArgDisplayNames("name of a part's member"),
        new TestCaseData("""{"content":[{"type":"thinking","thinking":[{"type":"text","text":"X"}]}]}""").SetArgDisplayNames("thinking part"),
    ];

    private static IEnumerable<TestCaseData> Invalid => Templates.SelectMany(template => new[]
    {
        Case(template, "unpaired surrogate", json => Encoding.UTF8.GetBytes(json.Replace("X", @"\ud83d", StringComparison.Ordinal))),
        Case(template, "invalid UTF-8", json => Encoding.Latin1.GetBytes(json.Replace("X", "\u00ff", StringComparison.Ordinal))),
    });

    [TestCaseSource(nameof(Invalid))]
    public void Invalid_unicode_can_be_read(byte[] json)
    {
        var read = () =>
        {
            var message = WireReader.ReadWhole<ChatMessage>(json);
            return message.Text + message.Reasoning;
        };

        read.Should().NotThrow();
    }

    [TestCaseSource(nameof(Invalid))]
    public void Records_with_invalid_unicode_have_value_equality(byte[] json)
    {
        var first = WireReader.ReadWhole<ChatMessage>(json);
        var second = WireReader.ReadWhole<ChatMessage>(json);

        first.Equals(second).Should().BeTrue();
        first.GetHashCode().Should().Be(second.GetHashCode());
    }

    [TestCaseSource(nameof(Invalid))]
    public void Invalid_unicode_can_be_serialized_for_a_request(byte[] json)
    {
        var message = WireReader.ReadWhole<ChatMessage>(json);

        var call = () => ChatSdk.Call.Of(Endpoints.ChatCompletions, new ChatClientOptions(), options: null, message);

        call.Should().NotThrow();
    }

    [Test]
    public void Unpaired_surrogate_in_a_message_is_preserved()
    {
        var message = WireJson.Read<ChatMessage>("""{"content":"a\ud83d","name":"\ude00b"}""");

        message.Text.Should().Be("a\ud83d");
        message.Name.Should().Be("\ude00b");
    }

    [Test]
    public void Invalid_bytes_become_the_replacement_character()
    {
        var message = WireJson.Read<ChatMessage>(Encoding.Latin1.GetBytes("{\"content\":\"a\u00ffb\"}"));

        message.Text.Should().Be("a\ufffdb");
    }

    [Test]
    public void Unpaired_surrogate_in_a_stored_conversation_becomes_the_replacement_character()
    {
        using var client = new ChatClient("http://127.0.0.1/v1");

        var conversation = ChatConversation.FromJson(client, """{"\ude00":1,"messages":[{"role":"user","content":"a\ud83d"}]}""");

        conversation.Messages[0].Text.Should().Be("a\ufffd");
    }

    [Test]
    public async Task Unpaired_surrogate_in_tool_arguments_becomes_the_replacement_character()
    {
        var tool = ChatTool.FromDelegate((string text) => text, name: "tool").Function!;

        (await tool.Handler!(Call("""{"text":"a\ud83d","\ude00":1}"""), default)).Should().Be("a\ufffd");
        (await tool.Handler!(Call("{\"text\":\"a\ud83d\"}"), default)).Should().Be("a\ufffd");
    }

    private static ChatToolCall Call(string arguments) => new() { Function = new() { Name = "tool", Arguments = arguments } };

    private static TestCaseData Case(TestCaseData template, string kind, Func<string, byte[]> encode) =>
        new TestCaseData(encode((string)template.Arguments[0]!)).SetArgDisplayNames(template.ArgDisplayNames![0], kind);
}
