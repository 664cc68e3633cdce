using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace ChatSdk;

/// <summary>Reads answers of a type.</summary>
internal sealed class TypedAnswer<T>
{
    // What is known of a type is kept as long as the type's own description.
    private static readonly ConditionalWeakTable<JsonTypeInfo<T>, TypedAnswer<T>> _known = [];

    private readonly JsonTypeInfo<T> _whole;
    private readonly Lazy<JsonTypeInfo<T>> _growing;
    private readonly Lazy<JsonElement> _strictSchema;
    private readonly Lazy<JsonElement> _schema;
    private readonly bool _isWrapped;

    private TypedAnswer(JsonTypeInfo<T> type)
    {
        _whole = ReadingRules.Whole(type);
        _growing = new Lazy<JsonTypeInfo<T>>(() => ReadingRules.Growing(type));
        _strictSchema = new Lazy<JsonElement>(() => AnswerSchema.Of(type, isStrict: true));
        _schema = new Lazy<JsonElement>(() => AnswerSchema.Of(type, isStrict: false));
        _isWrapped = AnswerSchema.IsWrapped(type);
    }

    public static TypedAnswer<T> Of(JsonTypeInfo<T> type) => _known.GetValue(type, static type => new TypedAnswer<T>(type));

    /// <summary>Gives the schema of the type.</summary>
    /// <exception cref="ArgumentException">The strict form cannot say it.</exception>
    public JsonElement Schema(bool isStrict) => (isStrict ? _strictSchema : _schema).Value;

    /// <summary>Gives what tells the server the schema.</summary>
    /// <exception cref="ArgumentException">The strict form cannot say it, or the name cannot be used.</exception>
    public ResponseFormat Format(TypedAnswerOptions options)
    {
        var name = options.Name is null ? SchemaName.Of(typeof(T)) : SchemaName.Check(options.Name, nameof(options));
        var format = ResponseFormat.ForSchema(name, Schema(options.Strict), options.Strict);
        return options.Description is null ? format : format with { JsonSchema = format.JsonSchema! with { Description = options.Description } };
    }

    /// <summary>Reads the value.</summary>
    /// <exception cref="ChatException">The model refused, the answer was cut, or it is not the JSON that was asked for.</exception>
    public T Read(ChatCompletion answer, bool skipsWords)
    {
        var refusal = answer.Message?.Refusal ?? answer.Message?.Content?.OfType<RefusalPart>().FirstOrDefault()?.Refusal;
        if (!string.IsNullOrEmpty(refusal))
        {
            throw new ChatRefusalException(refusal, answer);
        }

        answer.EnsureComplete();
        if (TryRead(answer.Text, _whole, out var value, out var error))
        {
            return value;
        }

        foreach (var json in skipsWords ? JsonFinder.Find(answer.Text) : [])
        {
            if (TryRead(json, _whole, out value, out var other))
            {
                return value;
            }

            error = other;
        }

        throw new ChatFormatException(Describe(answer, error), answer, error);
    }

    public bool TryReadGrowing(string json, [MaybeNullWhen(false)] out T value) => TryRead(json, _growing.Value, out value, out _);

    [SuppressMessage("Design", "CA1031", Justification = "Constructors and converters of the caller's throw what they like, most of all while members are still missing.")]
    private bool TryRead(string json, JsonTypeInfo<T> type, [NotNullWhen(true)] out T? value, out Exception? error)
    {
        (value, error) = (default, null);
        try
        {
            value = _isWrapped ? ReadWrapped(json, type) : JsonSerializer.Deserialize(json, type);
        }
        catch (Exception exception)
        {
            error = exception;
        }

        return value is not null && error is null;
    }

    // Some models leave the object out that a list or a text stands in.
    private static T? ReadWrapped(string json, JsonTypeInfo<T> type)
    {
        using var document = JsonDocument.Parse(json);
        var root = document.RootElement;
        var isWrapped = root.ValueKind == JsonValueKind.Object && root.TryGetProperty(AnswerSchema.Member, out _) && root.EnumerateObject().Count() == 1;
        return (isWrapped ? root.GetProperty(AnswerSchema.Member) : root).Deserialize(type);
    }

    private static string Describe(ChatCompletion answer, Exception? error)
    {
        var type = SchemaName.Of(typeof(T));
        var place = error is JsonException { Path: { Length: > 1 } path } ? $" at {OneLine.Of(path, 200)}" : "";
        return answer.Text.Length == 0
            ? $"The answer has no text to read as {type} (finish reason: {OneLine.Of($"{answer.FinishReason}", 50)}; tool calls: {answer.ToolCalls.Count})."
            : $"The answer is not JSON that can be read as {type}{place}; it is in RawText.";
    }
}
