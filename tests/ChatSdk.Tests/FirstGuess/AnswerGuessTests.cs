using System.Text;

namespace ChatSdk.Tests.FirstGuess;

/// <summary>Tests that an answer can be read in the ways a developer would guess first.</summary>
[TestFixture]
public sealed class AnswerGuessTests : GuessTest
{
    [Test]
    public async Task Finish_reason_and_role_can_be_compared_with_strings()
    {
        Server.AnswersText("Hello");

        var answer = await Client.CreateAsync("Hi", Guard);

        (answer.FinishReason == "stop").Should().BeTrue();
        (answer.FinishReason != "length").Should().BeTrue();
        (answer.Message!.Role == "assistant").Should().BeTrue();
        (new ChatMessage().Role == "assistant").Should().BeFalse("a missing role does not equal any string");
    }

    [Test]
    public async Task Finish_reason_kind_can_be_used_in_a_switch()
    {
        Server.AnswersJson("""{"choices":[{"index":0,"message":{"role":"assistant","content":"Hi"},"finish_reason":"end_turn"}]}""");

        var answer = await Client.CreateAsync("Hi", Guard);

        var seen = "";
        switch (answer.FinishReason?.Kind)
        {
            case FinishReasonKind.Stop:
                seen = "complete";
                break;
            case FinishReasonKind.Length:
                seen = "truncated";
                break;
        }

        seen.Should().Be("complete");
        (answer.FinishReason switch { { } reason when reason == "end_turn" => "vendor-specific", _ => "" }).Should().Be("vendor-specific");
    }

    [Test]
    public async Task CreatedAt_is_the_unix_time_as_a_DateTimeOffset()
    {
        const string Created = "\"created\":1700000000";
        var time = new DateTimeOffset(2023, 11, 14, 22, 13, 20, TimeSpan.Zero);
        Server.AnswersJson($$"""{{{Created}},"choices":[{"index":0,"message":{"content":"Hi"},"finish_reason":"stop"}]}""")
            .Answers(Testing.FakeAnswer.Events($$$"""{{{{Created}}},"choices":[{"index":0,"delta":{"content":"Hi"},"finish_reason":"stop"}]}""", "[DONE]"))
            .AnswersJson($$"""{{{Created}},"choices":[{"index":0,"text":"Hi"}]}""")
            .AnswersJson($$"""{"data":[{"id":"m",{{Created}}}]}""");

        (await Client.CreateAsync("Hi", Guard)).CreatedAt.Should().Be(time);
        await foreach (var chunk in Client.CreateStreamAsync("Hi", Guard))
        {
            chunk.CreatedAt.Should().Be(time);
        }

        (await Client.CreateTextAsync("Hi", cancellationToken: Guard)).CreatedAt.Should().Be(time);
        (await Client.ListModelsAsync(Guard))[0].CreatedAt.Should().Be(time);
    }

    [TestCase(null)]
    [TestCase(-1)]
    [TestCase(long.MaxValue)]
    public void CreatedAt_is_null_if_the_time_is_missing_or_invalid(long? created) =>
        new ChatCompletion { Created = created }.CreatedAt.Should().BeNull();

    [Test]
    public async Task Bytes_of_a_token_are_read_and_invalid_bytes_are_preserved()
    {
        Server.AnswersJson("""{"choices":[{"index":0,"message":{"content":"é"},"finish_reason":"stop","logprobs":{"content":[{"token":"é","logprob":-0.5,"bytes":[195,169]},{"token":"x","bytes":[300]}]}}]}""");

        var tokens = (await Client.CreateAsync("Hi", Guard)).Choices[0].LogProbs!.Content!;

        Encoding.UTF8.GetString([.. tokens[0].Bytes!]).Should().Be("é");
        tokens[1].Bytes.Should().BeNull();
        tokens[1].ExtraFields["bytes"].GetRawText().Should().Be("[300]", "invalid bytes are preserved as an extra field");
    }

    [Test]
    public async Task Kind_distinguishes_the_updates_of_a_tool_run()
    {
        var upper = ChatTool.FromDelegate((string text) => text.ToUpperInvariant(), "upper");
        Server.CallsTool("upper", """{"text":"a"}""").Streams("Done");

        List<string> steps = [];
        await foreach (var step in Client.RunToolsStreamAsync("Hi", [upper], cancellationToken: Guard))
        {
            steps.Add(step.Kind switch
            {
                ChatToolRunUpdateKind.Chunk => $"chunk {step.Chunk!.Choices.Count > 0}",
                ChatToolRunUpdateKind.Call => $"call {step.Call!.Function!.Name}",
                ChatToolRunUpdateKind.Result => $"result {step.Result}",
                _ => $"run {step.Run!.Text}",
            });
        }

        steps.Distinct().Should().ContainInOrder("call upper", "result A", "run Done");
        steps.Should().Contain("chunk True").And.HaveElementAt(steps.Count - 1, "run Done");
    }
}
