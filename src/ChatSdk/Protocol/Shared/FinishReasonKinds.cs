namespace ChatSdk;

/// <summary>Maps the finish reasons of different servers to the standard kinds, without regard to case.</summary>
internal static class FinishReasonKinds
{
    private static readonly Dictionary<string, FinishReasonKind> _known = new(StringComparer.OrdinalIgnoreCase)
    {
        ["stop"] = FinishReasonKind.Stop,
        ["normal"] = FinishReasonKind.Stop,
        ["eos"] = FinishReasonKind.Stop,
        ["eos_token"] = FinishReasonKind.Stop,
        ["stop_sequence"] = FinishReasonKind.Stop,
        ["complete"] = FinishReasonKind.Stop,
        ["end_turn"] = FinishReasonKind.Stop,
        ["length"] = FinishReasonKind.Length,
        ["max_tokens"] = FinishReasonKind.Length,
        ["max_output_tokens"] = FinishReasonKind.Length,
        ["model_context_window_exceeded"] = FinishReasonKind.Length,
        ["model_length"] = FinishReasonKind.Length,
        ["tool_calls"] = FinishReasonKind.ToolCalls,
        ["tool_call"] = FinishReasonKind.ToolCalls,
        ["tool_use"] = FinishReasonKind.ToolCalls,
        ["function_call"] = FinishReasonKind.FunctionCall,
        ["content_filter"] = FinishReasonKind.ContentFilter,
        ["sensitive"] = FinishReasonKind.ContentFilter,
        ["safety"] = FinishReasonKind.ContentFilter,
        ["recitation"] = FinishReasonKind.ContentFilter,
        ["prohibited_content"] = FinishReasonKind.ContentFilter,
        ["refusal"] = FinishReasonKind.ContentFilter,
        ["blocklist"] = FinishReasonKind.ContentFilter,
        ["spii"] = FinishReasonKind.ContentFilter,
        ["content_filtered"] = FinishReasonKind.ContentFilter,
        ["image_safety"] = FinishReasonKind.ContentFilter,
        ["image_prohibited_content"] = FinishReasonKind.ContentFilter,
        ["image_recitation"] = FinishReasonKind.ContentFilter,
        ["language"] = FinishReasonKind.ContentFilter,
        ["guardrail_intervened"] = FinishReasonKind.ContentFilter,
        ["moderation_blocked"] = FinishReasonKind.ContentFilter,
        ["model_armor"] = FinishReasonKind.ContentFilter,
        ["error_toxic"] = FinishReasonKind.ContentFilter,
        ["error_limit"] = FinishReasonKind.Length,
        ["no_image"] = FinishReasonKind.Error,
        ["image_other"] = FinishReasonKind.Error,
        ["malformed_response"] = FinishReasonKind.Error,
        ["missing_thought_signature"] = FinishReasonKind.Error,
        ["unexpected_tool_call"] = FinishReasonKind.Error,
        ["too_many_tool_calls"] = FinishReasonKind.Error,
        ["malformed_function_call"] = FinishReasonKind.Error,
        ["error"] = FinishReasonKind.Error,
        ["abort"] = FinishReasonKind.Error,
        ["parse_error"] = FinishReasonKind.Error,
        ["network_error"] = FinishReasonKind.Error,
        ["insufficient_system_resource"] = FinishReasonKind.Error,
    };

    public static FinishReasonKind Of(string? value) => value is null ? FinishReasonKind.Other : _known.GetValueOrDefault(value);
}
