using System.Globalization;
using Microsoft.Extensions.AI;

namespace ChatSdk.Extensions.AI;

/// <summary>Maps messages and options to a request. Values set in the raw request, which <see cref="ChatOptions.RawRepresentationFactory"/> returns, take precedence over the options. Lists in both, such as messages, are joined.</summary>
internal static class RequestMapper
{
    /// <summary>Creates the request.</summary>
    /// <exception cref="ArgumentException">A message, a function or a schema is invalid, or a tool is required but there is none.</exception>
    /// <exception cref="NotSupportedException">The protocol does not support an option or an <see cref="AIContent"/>.</exception>
    public static ChatCompletionRequest Map(IChatClient client, IEnumerable<AIMessage> messages, ChatOptions? options)
    {
        if (options is null)
        {
            return new() { Messages = [.. MessageMapper.Map(messages)] };
        }

        RefusedOptions.Check(options);
        var start = Start(client, options);
        var request = WithNumbers(start, options) with
        {
            Model = Named(start.Model) ?? Named(options.ModelId),
            Messages = [.. Instructions(options), .. start.Messages, .. MessageMapper.Map(messages)],
            Stop = options.StopSequences is { Count: > 0 } stop ? [.. start.Stop ?? [], .. stop] : start.Stop,
            ResponseFormat = start.ResponseFormat ?? FormatMapper.Map(options),
            ReasoningEffort = start.ReasoningEffort ?? Effort(options.Reasoning?.Effort),
        };
        return WithFields(ToolMapper.AddTo(request, options), start, options);
    }

    private static ChatCompletionRequest Start(IChatClient client, ChatOptions options) => options.RawRepresentationFactory?.Invoke(client) switch
    {
        null => new() { Messages = [] },
        ChatCompletionRequest request => request,
        var other => throw new NotSupportedException($"RawRepresentationFactory returned a {other.GetType()}; this client accepts a ChatCompletionRequest or null."),
    };

    private static ChatCompletionRequest WithNumbers(ChatCompletionRequest start, ChatOptions options) => start with
    {
        Temperature = start.Temperature ?? Exactly(options.Temperature),
        TopP = start.TopP ?? Exactly(options.TopP),
        TopK = start.TopK ?? options.TopK,
        FrequencyPenalty = start.FrequencyPenalty ?? Exactly(options.FrequencyPenalty),
        PresencePenalty = start.PresencePenalty ?? Exactly(options.PresencePenalty),
        Seed = start.Seed ?? options.Seed,

        // max_tokens is the older and more widely supported name. To send max_completion_tokens, set it in the raw request.
        MaxTokens = start.MaxTokens ?? (start.MaxCompletionTokens is null ? options.MaxOutputTokens : null),
    };

    // An empty name would override the client's model.
    private static string? Named(string? model) => string.IsNullOrWhiteSpace(model) ? null : model;

    private static ChatMessage[] Instructions(ChatOptions options) =>
        string.IsNullOrWhiteSpace(options.Instructions) ? [] : [ChatMessage.System(options.Instructions)];

    private static ReasoningEffort? Effort(AIReasoningEffort? effort) => effort switch
    {
        null => null,
        AIReasoningEffort.None => ReasoningEffort.None,
        AIReasoningEffort.Low => ReasoningEffort.Low,
        AIReasoningEffort.Medium => ReasoningEffort.Medium,
        AIReasoningEffort.High => ReasoningEffort.High,
        AIReasoningEffort.ExtraHigh => ReasoningEffort.XHigh,
        _ => throw new NotSupportedException($"Reasoning.Effort is {effort}, which the chat-completions protocol does not support."),
    };

    // A cast would convert 0.2 to 0.20000000298023224.
    private static double? Exactly(float? number) =>
        number is { } value ? double.Parse(value.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture) : null;

    private static ChatCompletionRequest WithFields(ChatCompletionRequest request, ChatCompletionRequest raw, ChatOptions options)
    {
        var fields = (options.AdditionalProperties ?? []).Where(property => property.Key != Fields.StrictName && !RawFields.Has(raw, property.Key));
        return Fields.With(request, fields.Select(property => KeyValuePair.Create(property.Key, Fields.Json(property.Value, $"AdditionalProperties[\"{property.Key}\"]"))));
    }
}
