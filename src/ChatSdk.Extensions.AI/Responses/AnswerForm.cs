using Microsoft.Extensions.AI;

namespace ChatSdk.Extensions.AI;

/// <summary>What of the question has a say in how its answer is given.</summary>
/// <param name="HidesReasoning">Whether the model's thinking is left out.</param>
/// <param name="AudioFormat">The format that sound was asked for in.</param>
/// <param name="HasOneChoice">Whether one choice was asked for.</param>
internal sealed record AnswerForm(bool HidesReasoning, string? AudioFormat, bool HasOneChoice)
{
    public static AnswerForm Of(ChatCompletionRequest request, ChatOptions? options) => new(
        options?.Reasoning?.Output == ReasoningOutput.None,
        request.Audio?.Format,
        request.N is null or 1 && !request.ExtraFields.ContainsKey("n"));

    /// <summary>
    /// Gives the id of the message of a choice. There is one id for the answer, which is the first message's; by the others'
    /// they are told apart, also if nobody asked for them.
    /// </summary>
    public string? MessageId(string? answerId, int index, bool isFirst) =>
        isFirst && (HasOneChoice || !string.IsNullOrEmpty(answerId)) ? answerId
        : $"{(string.IsNullOrEmpty(answerId) ? "choice" : answerId)}-{index}";
}
