using System.Text;
using System.Text.Json;
using ChatSdk.Testing;

namespace ChatSdk.Tests.Faults;

/// <summary>Tests answers whose JSON deviates from the specification. Row numbers refer to the table in <c>docs/errors-and-retries.md</c>.</summary>
[TestFixture]
public sealed class OddAnswerFaultTests : FaultTest
{
    [Test]
    [Fault(43, "unknown fields, unknown values, and values of an unexpected type", "the answer; values that do not fit a property are in `ExtraFields`", Kept = "all")]
    public async Task Row_43_unexpected_fields_and_values_are_preserved()
    {
        const string Odd = """
            {"id":7,"created":1.0,"model":null,"later":{"a":[1]},"usage":null,
             "choices":[{"index":"0","finish_reason":"eos","logprobs":"none","message":{"role":null,"content":[{"type":"text","text":"Hi"},{"type":"hologram","x":1}],"mood":"fine"}}]}
            """;

        var answer = await ReceiveAsync(Odd);

        (answer.Text, answer.Id, answer.Created, answer.Usage).Should().Be(("Hi", "7", 1, null));
        answer.FinishReason.Should().Be(new FinishReason("eos"));
        answer.Choices[0].Index.Should().Be(0);
        answer.ExtraFields["later"].GetProperty("a")[0].GetInt32().Should().Be(1);
        answer.Choices[0].ExtraFields["logprobs"].ValueKind.Should().Be(JsonValueKind.String);
        answer.Message!.ExtraFields["mood"].ValueEquals("fine").Should().BeTrue();
        answer.Message.Content!.OfType<UnknownPart>().Should().ContainSingle();
    }

    [Test]
    [Fault(43, "token counts are strings, or numbers such as `2.0`", "the answer, with the counts as integers", Kept = "all")]
    public async Task Row_43_token_counts_written_as_strings_or_with_a_decimal_point_are_read()
    {
        var answer = await ReceiveAsync("""{"choices":[{"message":{"content":"Hi"}}],"usage":{"prompt_tokens":"7","completion_tokens":2.0,"total_tokens":9}}""");

        (answer.Usage!.PromptTokens, answer.Usage.CompletionTokens, answer.Usage.TotalTokens).Should().Be((7, 2, 9));
    }

    [Test]
    [Fault(44, "a field is repeated", "the answer, with the last value", Kept = "all")]
    public async Task Row_44_last_value_of_a_repeated_field_is_used() =>
        (await ReceiveAsync("""{"id":"a","choices":[{"message":{"content":"No","content":"Hi"}}],"id":"b"}""")).Id.Should().Be("b");

    [Test]
    [Fault(44, "an unpaired surrogate, or invalid UTF-8", "the answer; invalid bytes are replaced by U+FFFD", Kept = "all")]
    public async Task Row_44_answer_with_invalid_unicode_is_read()
    {
        var json = Encoding.Latin1.GetBytes("{\"id\":\"\u00ff\",\"choices\":[{\"message\":{\"content\":\"Hi\",\"name\":\"a\\ud83d\"}}]}");
        Server.Answers(FakeAnswer.Bytes(json, "application/json"));

        var answer = await Client.CreateAsync("Hi", cancellationToken: Guard);

        (answer.Text, answer.Id, answer.Message!.Name).Should().Be(("Hi", "\ufffd", "a\ud83d"));
    }

    [Test]
    [Fault(44, "JSON that is nested more than 64 levels deep", "`ChatProtocolException`", Kept = "the first 64 KB, in `ResponseBody` only")]
    public async Task Row_44_json_that_is_nested_too_deeply_throws_a_protocol_exception()
    {
        var deep = $$$"""{"choices":[{"message":{"content":"Hi"}}],"x":{{{new string('[', 65)}}}{{{new string(']', 65)}}}}""";
        Server.AnswersAlways(FakeAnswer.Json(deep));

        var failure = await FailAsync<ChatProtocolException>();

        failure.ResponseBody.Should().Be(deep);
        ShouldHaveBeenSent(1, failure);
    }

    private async Task<ChatCompletion> ReceiveAsync(string json)
    {
        Server.AnswersJson(json);
        var answer = await Client.CreateAsync("Hi", cancellationToken: Guard);
        answer.Text.Should().Be("Hi");
        return answer;
    }
}
