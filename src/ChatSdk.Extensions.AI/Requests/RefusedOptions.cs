using Microsoft.Extensions.AI;

namespace ChatSdk.Extensions.AI;

/// <summary>Rejects options that the protocol does not support, instead of silently ignoring them.</summary>
internal static class RefusedOptions
{
    public static void Check(ChatOptions options)
    {
        Refuse(options.ConversationId is not null, nameof(options.ConversationId), "the server does not store conversations; send the messages instead");
        Refuse(options.AllowBackgroundResponses == true, nameof(options.AllowBackgroundResponses), "a response is returned only by the call that requested it");
        Refuse(options.ContinuationToken is not null, nameof(options.ContinuationToken), "a response is returned only by the call that requested it");
        Refuse(options.Reasoning?.Output == ReasoningOutput.Summary, "Reasoning.Output = Summary", "a summary cannot be requested; use None or Full");
    }

    private static void Refuse(bool isSet, string member, string why)
    {
        if (isSet)
        {
            throw new NotSupportedException($"{member} cannot be sent over the chat-completions protocol: {why}.");
        }
    }
}
