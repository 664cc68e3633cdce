using System.Text.Json;

namespace ChatSdk.Testing;

/// <summary>One line of a recording. If a member is missing or has the wrong type, each method that returns a specific type throws a <see cref="FormatException"/> that names the member.</summary>
internal readonly struct RecordingLine
{
    private readonly JsonElement _json;

    public RecordingLine(JsonElement json) =>
        _json = json.ValueKind == JsonValueKind.Object ? json : throw new FormatException("this is not a JSON object");

    public bool Has(string name) => _json.TryGetProperty(name, out _);

    public JsonElement? Json(string name) => _json.TryGetProperty(name, out var value) ? value : null;

    public double Number(string name) => Json(name) is { ValueKind: JsonValueKind.Number } value && value.TryGetDouble(out var number)
        ? number
        : throw new FormatException($"\"{name}\" is not a number");

    public string Text(string name) => Text(Json(name), name);

    public byte[] Bytes(string name) => Json(name) is { ValueKind: JsonValueKind.String } value && value.TryGetBytesFromBase64(out var bytes)
        ? bytes
        : throw new FormatException($"\"{name}\" is not base64");

    public IReadOnlyList<KeyValuePair<string, string>> Texts(string name) => Json(name) is { ValueKind: JsonValueKind.Object } values
        ? [.. values.EnumerateObject().Select(item => KeyValuePair.Create(item.Name, Text(item.Value, item.Name)))]
        : throw new FormatException($"\"{name}\" is not an object");

    private static string Text(JsonElement? value, string name)
    {
        try
        {
            return value is { ValueKind: JsonValueKind.String } text ? text.GetString()! : throw new FormatException($"\"{name}\" is not a string");
        }
        catch (InvalidOperationException error)
        {
            throw new FormatException($"\"{name}\" has an unpaired surrogate", error);
        }
    }
}
