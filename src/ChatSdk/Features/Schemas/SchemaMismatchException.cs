using System.Diagnostics.CodeAnalysis;

namespace ChatSdk;

/// <summary>The exception that is thrown if valid JSON does not match its schema. The message describes the mismatch.</summary>
[SuppressMessage("Design", "CA1064", Justification = "The code that reads an answer always catches it.")]
internal sealed class SchemaMismatchException(string message) : Exception(message);
