using System.Diagnostics.CodeAnalysis;

namespace ChatSdk;

/// <summary>The exception for invalid arguments from the model. The message is sent to the model.</summary>
[SuppressMessage("Design", "CA1064", Justification = "The tool run always catches it.")]
internal sealed class ToolArgumentException(string message, Exception? inner = null) : Exception(message, inner);
