namespace ChatSdk.Tests.Protocol;

/// <summary>Servers have words of their own for why a model stopped.</summary>
[TestFixture]
public sealed class FinishReasonKindTests
{
    [TestCase("content_filter")]
    [TestCase("safety")]
    [TestCase("image_safety")]
    [TestCase("image_prohibited_content")]
    [TestCase("image_recitation")]
    [TestCase("language")]
    [TestCase("guardrail_intervened")]
    [TestCase("moderation_blocked")]
    [TestCase("model_armor")]
    public void Answer_that_a_policy_ended_was_filtered(string value)
    {
        foreach (var written in new[] { value, value.ToUpperInvariant(), string.Concat(value[..1].ToUpperInvariant(), value.AsSpan(1)) })
        {
            new FinishReason(written).Kind.Should().Be(FinishReasonKind.ContentFilter, written);
        }
    }

    [TestCase("stop", FinishReasonKind.Stop)]
    [TestCase("MAX_TOKENS", FinishReasonKind.Length)]
    [TestCase("tool_use", FinishReasonKind.ToolCalls)]
    [TestCase("something_new", FinishReasonKind.Other)]
    public void Other_words_have_their_own_kind(string value, FinishReasonKind kind) => new FinishReason(value).Kind.Should().Be(kind);
}
