using Microsoft.Extensions.AI;

namespace ChatSdk.Extensions.AI;

/// <summary>Options that this protocol has no place for. They are refused, because an option that is dropped is noticed too late.</summary>
internal static class RefusedOptions
{
    public static void Check(ChatOptions options)
    {
        Refuse(options.ConversationId is not null, nameof(options.ConversationId), "the server keeps no conversation; send its messages");
        Refuse(options.AllowBackgroundResponses == true, nameof(options.AllowBackgroundResponses), "an answer comes with its call");
        Refuse(options.ContinuationToken is not null, nameof(options.ContinuationToken), "an answer comes with its call");
        Refuse(options.Reasoning?.Output == ReasoningOutput.Summary, "Reasoning.Output", "a summary cannot be asked for; None and Full work");
    }

    private static void Refuse(bool isSet, string member, string why)
    {
        if (isSet)
        {
            throw new NotSupportedException($"{member} cannot be sent over the chat-completions protocol: {why}.");
        }
    }
}
