using FsCheck;
using FsCheck.Fluent;

namespace ChatSdk.Tests.Properties;

/// <summary>Generators of complete answers.</summary>
internal static class Answers
{
    private static readonly FinishReason[] _reasons = [FinishReason.Stop, FinishReason.Length, FinishReason.ToolCalls, new("eos")];

    private static Gen<ChatUsage> Usage { get; } =
        from prompt in Gen.Choose(0, 9999)
        from completion in Gen.Choose(1, 9999)
        select new ChatUsage { PromptTokens = prompt, CompletionTokens = completion, TotalTokens = prompt + completion };

    private static Gen<ChatMessage> Message { get; } =
        from text in Values.Words.OrNull()
        from thinking in Values.Words.OrNull()
        from reasoning in Values.Words.OrNull()
        from refusal in Values.Words.OrNull()
        from calls in Call.ListOf().Resize(4)
        select new ChatMessage
        {
            Role = ChatRole.Assistant,
            Content = text,
            ReasoningContent = thinking,
            ReasoningText = reasoning,
            Refusal = refusal,
            ToolCalls = calls.Count == 0 ? null : [.. calls.Select((call, index) => call with { Id = $"call_{index}" })],
        };

    private static Gen<ChatToolCall> Call =>
        from name in Gen.Elements("get_weather", "f", "語")
        from arguments in Values.Text
        from isCustom in Gen.Elements(true, false)
        select isCustom
            ? new ChatToolCall { Type = "custom", Custom = new() { Name = name, Input = arguments } }
            : new ChatToolCall { Type = "function", Function = new() { Name = name, Arguments = arguments } };

    /// <summary>Gets a generator of answers with one to three choices.</summary>
    public static Gen<ChatCompletion> All { get; } =
        from id in Values.Words
        from created in Gen.Choose(1, int.MaxValue)
        from usage in Usage.OrNull()
        from messages in Message.NonEmptyListOf().Resize(3)
        from reason in Gen.Elements(_reasons)
        select new ChatCompletion
        {
            Id = id,
            Object = "chat.completion",
            Created = created,
            Model = "m",
            Usage = usage,
            Choices = [.. messages.Select((message, index) => new ChatChoice { Index = index, FinishReason = reason, Message = message })],
        };
}
