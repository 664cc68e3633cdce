using System.Diagnostics.CodeAnalysis;

namespace ChatSdk;

/// <summary>What the model wrote for a tool does not fit; the message is for the model.</summary>
[SuppressMessage("Design", "CA1064", Justification = "It never leaves the run of tools.")]
internal sealed class ToolArgumentException(string message, Exception? inner = null) : Exception(message, inner);
