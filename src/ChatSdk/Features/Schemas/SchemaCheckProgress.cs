using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace ChatSdk;

/// <summary>One check under way: what was found for which value and schema, and how many steps it took.</summary>
internal sealed class SchemaCheckProgress(JsonElement value, JsonElement root, CancellationToken cancellationToken)
{
    private const int _mostSteps = 2_000_000;
    private const int _stepsBetweenLooks = 1024;

    // An empty finding is none, so that one look is enough.
    private const string _fits = "";

    private readonly Dictionary<(nint Value, nint Schema), string> _found = [];
    private int _steps;

    /// <summary>Returns what was found for a value and a schema; empty if it fits, <see langword="null"/> if it was not checked yet.</summary>
    /// <exception cref="SchemaMismatchException">There were too many steps.</exception>
    public string? Recall(JsonElement part, JsonElement schema)
    {
        if (++_steps % _stepsBetweenLooks == 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
        }

        return _steps > _mostSteps ? throw new SchemaMismatchException("it is too large to be checked against its schema.")
            : HasPlace(part, schema) ? _found.GetValueOrDefault(Key(part, schema))
            : null;
    }

    public string Remember(JsonElement part, JsonElement schema, string? finding)
    {
        finding ??= _fits;
        if (HasPlace(part, schema))
        {
            _found[Key(part, schema)] = finding;
        }

        return finding;
    }

    // Where nothing is nested, to look it up costs more than to check it.
    private static bool HasPlace(JsonElement part, JsonElement schema) =>
        part.ValueKind is JsonValueKind.Object or JsonValueKind.Array && schema.ValueKind == JsonValueKind.Object;

    private (nint Value, nint Schema) Key(JsonElement part, JsonElement schema) => (PlaceOf(part, value), PlaceOf(schema, root));

    // Two values cannot begin at the same byte.
    private static nint PlaceOf(JsonElement part, JsonElement whole) =>
        Unsafe.ByteOffset(in MemoryMarshal.GetReference(JsonMarshal.GetRawUtf8Value(whole)), in MemoryMarshal.GetReference(JsonMarshal.GetRawUtf8Value(part)));
}
