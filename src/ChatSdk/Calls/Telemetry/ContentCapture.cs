namespace ChatSdk;

/// <summary>Reads the environment variable that enables the capture of prompts and answers for all OpenTelemetry instrumentations of generative AI.</summary>
internal static class ContentCapture
{
    public const string Variable = "OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT";

    /// <summary>Gets whether the variable requests that spans contain messages. The value <c>EVENT_ONLY</c>, for example, does not.</summary>
    public static bool IsEnabled => Environment.GetEnvironmentVariable(Variable)?.Trim().ToUpperInvariant() is "TRUE" or "SPAN_ONLY" or "SPAN_AND_EVENT";
}
