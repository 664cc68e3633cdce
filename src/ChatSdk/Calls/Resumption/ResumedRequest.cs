using System.Text.Json;

namespace ChatSdk;

/// <summary>Creates the request for the rest of an answer.</summary>
internal static class ResumedRequest
{
    private const string _prefix = "prefix";
    private const string _continueFinalMessage = "continue_final_message";

    /// <summary>
    /// Determines whether the stream of a call can be resumed. Resumption must be enabled, the call must be a chat completion with one
    /// choice and plain text, the client must not separate think tags from the text, and no extra field may replace the messages or the
    /// response format.
    /// </summary>
    public static bool IsPossible(Call call) =>
        call.Options is { StreamResumption: not StreamResumption.None, MaxStreamResumptions: > 0, SeparateThinkTags: false }
        && call.ChoiceCount == 1
        && call.Request is ChatCompletionRequest { ResponseFormat: null or { Type: "text" } } request
        && !request.ExtraFields.ContainsKey("messages")
        && !request.ExtraFields.ContainsKey("response_format");

    /// <summary>
    /// Returns the request with the received message at its end, so that the model continues this message. If the caller's last message is
    /// already the beginning of the answer, the received text is appended to that message.
    /// </summary>
    public static ChatCompletionRequest Of(ChatCompletionRequest request, ChatMessage received, StreamResumption form)
    {
        var endsWithBeginning = EndsWithBeginning(request, form);
        var start = endsWithBeginning ? request.Messages[^1] with { Content = request.Messages[^1].Text + received.Text } : received;
        var marked = form == StreamResumption.PrefixMessage ? start.WithField(_prefix, true) : start;
        var resumed = SentTypes.Of(request with { Messages = [.. request.Messages.SkipLast(endsWithBeginning ? 1 : 0), marked] });
        return form == StreamResumption.ContinueFinalMessage
            ? resumed.WithField(_continueFinalMessage, true).WithField("add_generation_prompt", false)
            : resumed;
    }

    /// <summary>Determines whether the caller's last message is already the beginning of the answer, marked as <paramref name="form"/> requires.</summary>
    private static bool EndsWithBeginning(ChatCompletionRequest request, StreamResumption form) =>
        request.Messages is [.., { ToolCalls: null, FunctionCall: null, Content.Parts: null } last]
        && last.Role == ChatRole.Assistant
        && form switch
        {
            StreamResumption.PrefixMessage => IsTrue(last, _prefix),
            StreamResumption.ContinueFinalMessage => IsTrue(request, _continueFinalMessage),
            _ => true,
        };

    private static bool IsTrue(WireRecord record, string field) => record.ExtraFields.TryGetValue(field, out var value) && value.ValueKind == JsonValueKind.True;
}
