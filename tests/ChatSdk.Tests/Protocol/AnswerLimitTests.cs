using System.Globalization;
using System.Text;
using ChatSdk.Testing;

namespace ChatSdk.Tests.Protocol;

/// <summary>Tests the limits in the table in <c>docs/security.md</c>, which are the same for a complete answer and for a stream.</summary>
[TestFixture]
public sealed class AnswerLimitTests : ClientTest
{
    private static readonly (string Start, string Item, string End, int Max, string What)[] _limits =
    [
        ("""{"choices":[{"index":#,"MESSAGE":{"content":"a"}}""", """,{"index":#,"MESSAGE":{"content":"a"}}""", "]}", 16 * 1024, "16384 choices"),
        ("""{"choices":[{"MESSAGE":{"tool_calls":[{"index":#,"id":"#"}""", """,{"index":#,"id":"#"}""", "]}}]}", 1024, "1024 tool calls"),
        ("""{"choices":[{"MESSAGE":{"content":[{"type":"image_url","image_url":{"url":"#"}}""", """,{"type":"image_url","image_url":{"url":"#"}}""", "]}}]}", 16 * 1024, "16384 content parts"),
        ("""{"choices":[{"MESSAGE":{"annotations":[{"x":#}""", """,{"x":#}""", "]}}]}", 16 * 1024, "16384 annotations"),
        ("""{"choices":[{"MESSAGE":{"reasoning_details":[{"index":#}""", """,{"index":#}""", "]}}]}", 16 * 1024, "16384 blocks of reasoning"),
        ("""{"choices":[{"MESSAGE":{"images":[{"image_url":{"url":"data:,#"}}""", """,{"image_url":{"url":"data:,#"}}""", "]}}]}", 16 * 1024, "16384 images"),
        ("""{"choices":[{"MESSAGE":{"content":"a"}}],"x#":0""", ",\"x#\":0", "}", 256 * 1024, "262144 fields in one object"),
    ];

    private static IEnumerable<TestCaseData> Limits => _limits.Select(limit => new TestCaseData(limit.Start, limit.Item, limit.End, limit.Max, limit.What).SetArgDisplayNames(limit.What));

    [TestCaseSource(nameof(Limits))]
    public async Task Complete_answer_up_to_the_limit_is_read_and_a_larger_one_is_refused(string start, string item, string end, int max, string what)
    {
        Server.AnswersJson(Body(start, item, end, max, "message"));
        Server.AnswersJson(Body(start, item, end, max + 1, "message"));

        await Client.CreateAsync("Hi", cancellationToken: Guard);
        var larger = () => Client.CreateAsync("Hi", cancellationToken: Guard);

        (await larger.Should().ThrowAsync<ChatProtocolException>()).Which.Message.Should().Contain(what);
    }

    [TestCaseSource(nameof(Limits))]
    public async Task Event_up_to_the_limit_is_read_and_a_larger_one_is_refused(string start, string item, string end, int max, string what)
    {
        Server.Answers(FakeAnswer.Events(Body(start, item, end, max, "delta"), "[DONE]"));
        Server.Answers(FakeAnswer.Events(Body(start, item, end, max + 1, "delta"), "[DONE]"));

        await Client.CreateStreamAsync("Hi", cancellationToken: Guard).ToCompletionAsync(Guard);
        var larger = () => Client.CreateStreamAsync("Hi", cancellationToken: Guard).ToCompletionAsync(Guard);

        (await larger.Should().ThrowAsync<ChatProtocolException>()).Which.Message.Should().Contain(what);
    }

    // The events together exceed the limit by about half, because the fields that were received last are not counted until the stream ends.
    [TestCaseSource(nameof(Limits))]
    public async Task Exception_for_events_that_together_exceed_the_limit_contains_the_partial_answer(string start, string item, string end, int max, string what)
    {
        var events = Enumerable.Range(0, 6).Select(part => Body(start, item, end, (max / 4) + 1, "delta", first: part * max));
        Server.Answers(FakeAnswer.Events([.. events, "[DONE]"]));

        var (_, failure) = await ReadBrokenAsync();

        failure.Should().BeOfType<ChatProtocolException>().Which.Message.Should().Contain(what);
        failure.Partial.Should().NotBeNull();
    }

    [TestCase("""{"choices":[{"message":{"tool_calls":[""", "{},", 1000, "{}]}}", """,{"message":{"tool_calls":[""", 1000)]
    [TestCase("""{"citations":[""", "\"\",", 1_000_000, "\"\"]", ",\"x\":[", 0)]
    [TestCase("""{"choices":[{"delta":{"x":[""", "{},", 1_000_000, "{}]}}]", ",\"x\":[", 0)]
    public async Task Answer_with_too_many_values_for_its_size_is_refused(string start, string item, int items, string end, string next, int times)
    {
        var list = Repeat(item, items) + end;
        var body = start + list + Repeat(next + list, times) + (times > 0 ? "]}" : "}");

        foreach (var isStream in new[] { false, true })
        {
            Server.Answers(isStream ? FakeAnswer.Events(body, "[DONE]") : FakeAnswer.Json(body));
            var read = () => isStream ? Client.CreateStreamAsync("Hi", cancellationToken: Guard).ToCompletionAsync(Guard) : Client.CreateAsync("Hi", cancellationToken: Guard);

            (await read.Should().ThrowAsync<ChatProtocolException>()).Which.Message.Should().Contain("more values than allowed");
        }
    }

    [Test]
    public async Task Answer_with_log_probabilities_for_many_tokens_is_not_refused()
    {
        const string Token = """{"token":"a","logprob":-0.1,"bytes":[97]}""";
        var tokens = Repeat($$"""{"token":"a","logprob":-0.1,"bytes":[97],"top_logprobs":[{{Repeat(Token + ",", 19)}}{{Token}}]},""", 30_000);
        Server.AnswersJson($$$"""{"choices":[{"message":{"content":"a"},"logprobs":{"content":[{{{tokens}}}{{{Token}}}]}}]}""");

        var answer = await Client.CreateAsync("Hi", cancellationToken: Guard);

        answer.Choices[0].LogProbs!.Content.Should().HaveCount(30_001);
    }

    private static string Body(string start, string item, string end, int count, string message, int first = 0)
    {
        var body = new StringBuilder();
        for (var number = first; number < first + count; number++)
        {
            body.Append((number == first ? start : item).Replace("#", number.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal));
        }

        return body.Append(end).Replace("MESSAGE", message).ToString();
    }

    private static string Repeat(string text, int count) => new StringBuilder().Insert(0, text, count).ToString();
}
