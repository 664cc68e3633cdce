using System.Diagnostics;

namespace ChatSdk;

/// <summary>Sets the span tags that describe a request.</summary>
internal static class RequestTags
{
    public static void OfChat(Activity span, WireRecord request, bool withContent)
    {
        var chat = (ChatCompletionRequest)request;

        // SetTag adds no tag if the value is null.
        span.SetTag(TelemetryNames.RequestMaxTokens, chat.MaxCompletionTokens ?? chat.MaxTokens)
            .SetTag(TelemetryNames.RequestTemperature, chat.Temperature)
            .SetTag(TelemetryNames.RequestTopP, chat.TopP)
            .SetTag(TelemetryNames.RequestTopK, chat.TopK)
            .SetTag(TelemetryNames.RequestSeed, chat.Seed)
            .SetTag(TelemetryNames.RequestStop, chat.Stop?.Items.ToArray())
            .SetTag(TelemetryNames.RequestFrequencyPenalty, chat.FrequencyPenalty)
            .SetTag(TelemetryNames.RequestPresencePenalty, chat.PresencePenalty)
            .SetTag(TelemetryNames.RequestChoices, chat.N is 1 ? null : chat.N)
            .SetTag(TelemetryNames.RequestReasoningLevel, chat.ReasoningEffort?.Value)
            .SetTag(TelemetryNames.OutputType, chat.ResponseFormat?.Type switch { null => null, "text" => "text", _ => "json" })
            .SetTag(TelemetryNames.InputMessages, withContent ? MessageJson.OfMessages(chat.Messages) : null);
    }

    public static void OfText(Activity span, WireRecord request, bool withContent)
    {
        var text = (TextCompletionRequest)request;
        span.SetTag(TelemetryNames.RequestMaxTokens, text.MaxTokens)
            .SetTag(TelemetryNames.RequestTemperature, text.Temperature)
            .SetTag(TelemetryNames.RequestTopP, text.TopP)
            .SetTag(TelemetryNames.RequestTopK, text.TopK)
            .SetTag(TelemetryNames.RequestSeed, text.Seed)
            .SetTag(TelemetryNames.RequestStop, text.Stop?.Items.ToArray())
            .SetTag(TelemetryNames.RequestFrequencyPenalty, text.FrequencyPenalty)
            .SetTag(TelemetryNames.RequestPresencePenalty, text.PresencePenalty)
            .SetTag(TelemetryNames.RequestChoices, text.N is 1 ? null : text.N);
    }

    public static void OfEmbeddings(Activity span, WireRecord request, bool withContent)
    {
        var embeddings = (EmbeddingRequest)request;
        span.SetTag(TelemetryNames.EmbeddingDimensions, embeddings.Dimensions)
            .SetTag(TelemetryNames.RequestEncodingFormats, embeddings.EncodingFormat is { } format ? new[] { format } : null);
    }
}
