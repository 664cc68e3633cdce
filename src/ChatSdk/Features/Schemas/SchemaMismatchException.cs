using System.Diagnostics.CodeAnalysis;

namespace ChatSdk;

/// <summary>The exception that is thrown if valid JSON does not match its schema, or is too large to be checked. The message says which.</summary>
[SuppressMessage("Design", "CA1064", Justification = "The code that reads an answer always catches this exception.")]
internal sealed class SchemaMismatchException(string message) : Exception(message);
