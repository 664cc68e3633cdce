namespace ChatSdk.Tests.Protocol;

/// <summary>Tests the kinds of finish reasons, including vendor-specific values.</summary>
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
    [TestCase("error_toxic")]
    public void Finish_reason_for_blocked_content_has_the_kind_ContentFilter_in_lower_and_upper_case(string value)
    {
        foreach (var written in new[] { value, value.ToUpperInvariant(), string.Concat(value[..1].ToUpperInvariant(), value.AsSpan(1)) })
        {
            new FinishReason(written).Kind.Should().Be(FinishReasonKind.ContentFilter, written);
        }
    }

    [TestCase("stop", FinishReasonKind.Stop)]
    [TestCase("MAX_TOKENS", FinishReasonKind.Length)]
    [TestCase("ERROR_LIMIT", FinishReasonKind.Length)]
    [TestCase("COMPLETE", FinishReasonKind.Stop)]
    [TestCase("tool_use", FinishReasonKind.ToolCalls)]
    [TestCase("TOOL_CALL", FinishReasonKind.ToolCalls)]
    [TestCase("NO_IMAGE", FinishReasonKind.Error)]
    [TestCase("IMAGE_OTHER", FinishReasonKind.Error)]
    [TestCase("UNEXPECTED_TOOL_CALL", FinishReasonKind.Error)]
    [TestCase("TOO_MANY_TOOL_CALLS", FinishReasonKind.Error)]
    [TestCase("MALFORMED_RESPONSE", FinishReasonKind.Error)]
    [TestCase("MISSING_THOUGHT_SIGNATURE", FinishReasonKind.Error)]
    [TestCase("something_new", FinishReasonKind.Other)]
    public void Kind_of_a_standard_vendor_specific_or_unknown_finish_reason_is_determined(string value, FinishReasonKind kind) => new FinishReason(value).Kind.Should().Be(kind);
}
