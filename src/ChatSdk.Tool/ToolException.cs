namespace ChatSdk.Tool;

/// <summary>The exception for input that a command cannot use: an argument, a file or the configuration. Its message is shown to the user, so it contains no keys.</summary>
internal sealed class ToolException(string message, Exception? inner = null) : Exception(message, inner);
