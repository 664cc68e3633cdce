using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace ChatSdk;

/// <summary>The state of one check: the cached results for pairs of a value and a schema, and the number of steps.</summary>
internal sealed class SchemaCheckProgress(JsonElement value, JsonElement root, CancellationToken cancellationToken)
{
    private const int _maxSteps = 2_000_000;
    private const int _stepsBetweenCancellationChecks = 1024;

    // An empty string means that the value matches, because null means that there is no result yet.
    private const string _fits = "";

    private readonly Dictionary<(nint Value, nint Schema), string> _found = [];
    private int _steps;

    /// <summary>Counts a step, and returns the cached result for a value and a schema: the description of the mismatch, or an empty string for a match; <see langword="null"/> if no result is cached.</summary>
    /// <exception cref="SchemaMismatchException">The check has taken too many steps.</exception>
    public string? Recall(JsonElement part, JsonElement schema)
    {
        if (++_steps % _stepsBetweenCancellationChecks == 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
        }

        return _steps > _maxSteps ? throw new SchemaMismatchException("the JSON is too large to be checked against its schema.")
            : IsCacheable(part, schema) ? _found.GetValueOrDefault(Key(part, schema))
            : null;
    }

    public string Remember(JsonElement part, JsonElement schema, string? finding)
    {
        finding ??= _fits;
        if (IsCacheable(part, schema))
        {
            _found[Key(part, schema)] = finding;
        }

        return finding;
    }

    // For values other than objects and lists, a lookup would cost more than the check.
    private static bool IsCacheable(JsonElement part, JsonElement schema) =>
        part.ValueKind is JsonValueKind.Object or JsonValueKind.Array && schema.ValueKind == JsonValueKind.Object;

    private (nint Value, nint Schema) Key(JsonElement part, JsonElement schema) => (PlaceOf(part, value), PlaceOf(schema, root));

    // The offset identifies a value, because no two values begin at the same byte.
    private static nint PlaceOf(JsonElement part, JsonElement whole) =>
        Unsafe.ByteOffset(in MemoryMarshal.GetReference(JsonMarshal.GetRawUtf8Value(whole)), in MemoryMarshal.GetReference(JsonMarshal.GetRawUtf8Value(part)));
}
