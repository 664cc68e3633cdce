namespace ChatSdk.Tests.Protocol;

/// <summary>Tests that <c>EnsureComplete</c> throws for incomplete answers and returns all others.</summary>
[TestFixture]
public sealed class EnsureCompleteTests
{
    [TestCase("stop")]
    [TestCase("tool_calls")]
    [TestCase("something_new")]
    [TestCase(null)]
    public void Answer_is_returned_if_its_finish_reason_is_normal_or_unknown_or_missing(string? reason)
    {
        var answer = AnswerWith(reason);

        answer.EnsureComplete().Should().BeSameAs(answer);
    }

    [TestCase("length")]
    [TestCase("MAX_TOKENS")]
    [TestCase("content_filter")]
    [TestCase("SAFETY")]
    [TestCase("error")]
    public void Incomplete_answer_throws_with_the_partial_answer(string reason)
    {
        var answer = AnswerWith(reason);

        var failure = answer.Invoking(it => it.EnsureComplete()).Should().Throw<ChatIncompleteException>().Which;

        failure.FinishReason.Value.Should().Be(reason);
        failure.Partial.Should().BeSameAs(answer);
        failure.Message.Should().Contain(reason).And.NotContain("half a text");
    }

    private static ChatCompletion AnswerWith(string? reason) => new()
    {
        Choices = [new ChatChoice { Message = ChatMessage.Assistant("half a text"), FinishReason = reason is null ? null : new FinishReason(reason) }],
    };
}
