using System.Diagnostics.CodeAnalysis;

namespace ChatSdk;

/// <summary>JSON that can be read lacks something of its schema; the message says what.</summary>
[SuppressMessage("Design", "CA1064", Justification = "It never leaves the reading of an answer.")]
internal sealed class SchemaMismatchException(string message) : Exception(message);
