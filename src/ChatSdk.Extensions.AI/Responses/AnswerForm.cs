using Microsoft.Extensions.AI;

namespace ChatSdk.Extensions.AI;

/// <summary>The settings of a request that affect how its response is mapped.</summary>
/// <param name="HidesReasoning">Whether the reasoning is left out.</param>
/// <param name="AudioFormat">The requested audio format.</param>
/// <param name="HasOneChoice">Whether only one choice was requested. If so, the response becomes one message, even if the server returns several choices.</param>
internal sealed record AnswerForm(bool HidesReasoning, string? AudioFormat, bool HasOneChoice)
{
    public static AnswerForm Of(ChatCompletionRequest request, ChatOptions? options) => new(
        options?.Reasoning?.Output == ReasoningOutput.None,
        request.Audio?.Format,
        ((IModelRequest)request).ChoiceCount == 1);

    /// <summary>
    /// Returns the id of a choice's message. A response has only one id, which is used for the first message. The ids of the other messages
    /// are this id followed by a hyphen and the index of the choice. If several choices were requested and the response has no id, the
    /// messages are named <c>choice-0</c>, <c>choice-1</c> and so on.
    /// </summary>
    public string? MessageId(string? answerId, int index) =>
        HasOneChoice || (index == 0 && !string.IsNullOrEmpty(answerId)) ? answerId
        : $"{(string.IsNullOrEmpty(answerId) ? "choice" : answerId)}-{index}";
}
