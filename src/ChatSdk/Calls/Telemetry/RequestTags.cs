using System.Diagnostics;

namespace ChatSdk;

/// <summary>What a span says of the question.</summary>
internal static class RequestTags
{
    public static string? ModelOf(WireRecord? request) => request switch
    {
        ChatCompletionRequest chat => chat.Model,
        TextCompletionRequest text => text.Model,
        _ => null,
    };

    public static void SetOn(Activity span, ChatCall call)
    {
        span.SetTag(TelemetryNames.RequestStream, call.IsStream ? true : null);
        if (call.Request is ChatCompletionRequest chat)
        {
            SetOn(span, chat, call.Options.CaptureMessageContent);
        }
        else if (call.Request is TextCompletionRequest text)
        {
            SetOn(span, text);
        }
    }

    // A tag without a value is none.
    private static void SetOn(Activity span, ChatCompletionRequest request, bool withContent) => span
        .SetTag(TelemetryNames.RequestMaxTokens, request.MaxCompletionTokens ?? request.MaxTokens)
        .SetTag(TelemetryNames.RequestTemperature, request.Temperature)
        .SetTag(TelemetryNames.RequestTopP, request.TopP)
        .SetTag(TelemetryNames.RequestTopK, request.TopK)
        .SetTag(TelemetryNames.RequestSeed, request.Seed)
        .SetTag(TelemetryNames.RequestStop, request.Stop?.Items.ToArray())
        .SetTag(TelemetryNames.RequestFrequencyPenalty, request.FrequencyPenalty)
        .SetTag(TelemetryNames.RequestPresencePenalty, request.PresencePenalty)
        .SetTag(TelemetryNames.RequestChoices, request.N is 1 ? null : request.N)
        .SetTag(TelemetryNames.OutputType, request.ResponseFormat?.Type switch { null => null, "text" => "text", _ => "json" })
        .SetTag(TelemetryNames.InputMessages, withContent ? MessageJson.OfMessages(request.Messages) : null);

    private static void SetOn(Activity span, TextCompletionRequest request) => span
        .SetTag(TelemetryNames.RequestMaxTokens, request.MaxTokens)
        .SetTag(TelemetryNames.RequestTemperature, request.Temperature)
        .SetTag(TelemetryNames.RequestTopP, request.TopP)
        .SetTag(TelemetryNames.RequestTopK, request.TopK)
        .SetTag(TelemetryNames.RequestSeed, request.Seed)
        .SetTag(TelemetryNames.RequestStop, request.Stop?.Items.ToArray())
        .SetTag(TelemetryNames.RequestFrequencyPenalty, request.FrequencyPenalty)
        .SetTag(TelemetryNames.RequestPresencePenalty, request.PresencePenalty)
        .SetTag(TelemetryNames.RequestChoices, request.N is 1 ? null : request.N);
}
