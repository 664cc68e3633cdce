namespace ChatSdk;

/// <summary>Reads the environment variable that enables the capture of prompts and answers for all OpenTelemetry instrumentations of generative AI.</summary>
internal static class ContentCapture
{
    public const string Variable = "OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT";

    /// <summary>Gets whether the variable requests that spans contain messages. Its other values, such as <c>EVENT_ONLY</c>, do not.</summary>
    public static bool IsEnabled => Environment.GetEnvironmentVariable(Variable)?.Trim().ToUpperInvariant() is "TRUE" or "SPAN_ONLY" or "SPAN_AND_EVENT";
}
