using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace ChatSdk;

/// <summary>Creates the response format for a type, and reads values of the type from answers.</summary>
internal sealed class TypedAnswer<T>
{
    // An entry lives as long as the serialization metadata of its type.
    private static readonly ConditionalWeakTable<JsonTypeInfo<T>, TypedAnswer<T>> _known = [];

    // Each failed attempt to read JSON throws an exception, which is slow, so the number of failures for one text is limited.
    private const int _maxFailures = 100;

    private readonly JsonTypeInfo<T> _type;
    private readonly Lazy<JsonElement> _strictSchema;
    private readonly Lazy<JsonElement> _schema;
    private readonly Lazy<SchemaCheck> _strictCheck;
    private readonly Lazy<SchemaCheck> _check;
    private readonly bool _isWrapped;

    private TypedAnswer(JsonTypeInfo<T> type)
    {
        // The deserializer requires no members; the schema check reports missing ones.
        _type = GrowingType.Of(type);
        _strictSchema = new Lazy<JsonElement>(() => AnswerSchema.Of(type, isStrict: true));
        _schema = new Lazy<JsonElement>(() => AnswerSchema.Of(type, isStrict: false));
        _strictCheck = new Lazy<SchemaCheck>(() => CheckOf(_strictSchema));
        _check = new Lazy<SchemaCheck>(() => CheckOf(_schema));
        _isWrapped = AnswerSchema.IsWrapped(type);
    }

    public static TypedAnswer<T> Of(JsonTypeInfo<T> type) => _known.GetValue(type, static type => new TypedAnswer<T>(type));

    /// <summary>Returns the schema of the type.</summary>
    /// <exception cref="ArgumentException">The type has no strict schema.</exception>
    public JsonElement Schema(bool isStrict) => (isStrict ? _strictSchema : _schema).Value;

    /// <summary>Returns the response format with the schema.</summary>
    /// <exception cref="ArgumentException">The type has no strict schema, or the name is invalid.</exception>
    public ResponseFormat Format(StructuredOutputOptions options)
    {
        var name = options.Name is null ? SchemaName.Of(typeof(T)) : SchemaName.Check(options.Name, nameof(options));
        var format = ResponseFormat.ForSchema(name, Schema(options.Strict), options.Strict);
        return options.Description is null ? format : format with { JsonSchema = format.JsonSchema! with { Description = options.Description } };
    }

    /// <summary>Reads the value.</summary>
    /// <exception cref="ChatException">The model refused, or the answer was cut off or is not the requested JSON.</exception>
    public T Read(ChatCompletion answer, StructuredOutputOptions options, CancellationToken cancellationToken = default)
    {
        var refusal = answer.Message?.Refusal ?? answer.Message?.Content?.OfType<RefusalPart>().FirstOrDefault()?.Refusal;
        if (!string.IsNullOrEmpty(refusal))
        {
            throw new ChatRefusalException(refusal, answer);
        }

        answer.EnsureComplete();
        var check = CheckFor(options.Strict);
        var text = TextOf(answer);
        if (TryRead(text, check, out var value, out var error, cancellationToken)
            || (options.AllowSurroundingText && TryFind(text, check, out value, ref error, cancellationToken)))
        {
            return value;
        }

        throw new ChatFormatException(Describe(answer, error!), answer, error is SchemaMismatchException ? null : error);
    }

    // Each choice is a value of its own, so only the first choice with text is read.
    private static string TextOf(ChatCompletion answer) =>
        answer.Choices.Select(choice => choice.Message?.Text).FirstOrDefault(text => !string.IsNullOrEmpty(text)) ?? answer.Text;

    public bool TryReadGrowing(string json, [MaybeNullWhen(false)] out T value) => TryRead(json, check: null, out value, out _, CancellationToken.None);

    private bool TryFind(string text, SchemaCheck check, [NotNullWhen(true)] out T? value, ref Exception? error, CancellationToken cancellationToken)
    {
        value = default;
        var (count, failures) = (0, 0);
        foreach (var json in JsonFinder.FindFromEnd(text))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (TryRead(json, check, out value, out var ofThis, cancellationToken))
            {
                return true;
            }

            // The last JSON in the text, which is tried first, is most likely the answer, so its error is reported.
            error = count++ == 0 ? ofThis : error;
            failures += ofThis is SchemaMismatchException ? 0 : 1;
            if (failures > _maxFailures)
            {
                break;
            }
        }

        return false;
    }

    [SuppressMessage("Design", "CA1031", Justification = "The caller's constructors and converters may throw any exception, especially while members are missing.")]
    private bool TryRead(string json, SchemaCheck? check, [NotNullWhen(true)] out T? value, out Exception? error, CancellationToken cancellationToken)
    {
        (value, error) = (default, null);
        try
        {
            using var document = JsonDocument.Parse(json);
            value = Read(document.RootElement, check, out var lack, cancellationToken);
            error = lack is null ? null : new SchemaMismatchException(lack);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            error = exception;
        }

        return value is not null && error is null;
    }

    private T? Read(JsonElement root, SchemaCheck? check, out string? lack, CancellationToken cancellationToken)
    {
        // Some models leave out the object in which a list or a string is wrapped.
        var isBare = _isWrapped && !(root.ValueKind == JsonValueKind.Object && root.TryGetProperty(AnswerSchema.Member, out _) && root.EnumerateObject().Count() == 1);
        lack = isBare ? check?.Find(root, AnswerSchema.Member, cancellationToken) : check?.Find(root, cancellationToken);
        if (lack is not null)
        {
            return default;
        }

        var value = _isWrapped && !isBare ? root.GetProperty(AnswerSchema.Member) : root;
        try
        {
            return value.Deserialize(_type);
        }
        catch (JsonException) when (WithWholeNumbers(value, cancellationToken) is { } whole)
        {
            return whole.Deserialize(_type);
        }
    }

    // 3.0 is an integer, but the serializer does not read it as one.
    private JsonElement? WithWholeNumbers(JsonElement value, CancellationToken cancellationToken)
    {
        var check = _check.Value;
        var schema = _isWrapped ? check.Root.GetProperty("properties").GetProperty(AnswerSchema.Member) : check.Root;
        return new SchemaFit(check, isLenient: false, cancellationToken).Apply(value, schema);
    }

    private SchemaCheck CheckFor(bool isStrict)
    {
        try
        {
            return (isStrict ? _strictCheck : _check).Value;
        }
        catch (ArgumentException) when (isStrict)
        {
            // The type has no strict schema, so the answer cannot have been requested with one.
            return _check.Value;
        }
    }

    private SchemaCheck CheckOf(Lazy<JsonElement> schema) => new(schema.Value) { IsTolerant = true, IgnoresCase = _type.Options.PropertyNameCaseInsensitive };

    private static string Describe(ChatCompletion answer, Exception error)
    {
        var type = TypeName.Of(typeof(T));
        if (answer.Text.Length == 0)
        {
            return $"The answer has no text to read as {type} (finish reason: {OneLine.Of($"{answer.FinishReason}", 50)}; tool calls: {answer.ToolCalls.Count}).";
        }

        var reason = error switch
        {
            SchemaMismatchException => $": {OneLine.Of(error.Message, 300)}",
            JsonException { Path: { Length: > 1 } path } => $": {OneLine.Of(path, 200)} has a value of the wrong type.",
            JsonException { LineNumber: { } line, BytePositionInLine: { } place } => string.Create(CultureInfo.InvariantCulture, $": the error is at byte {place + 1} of line {line + 1}."),
            _ => ".",
        };
        return $"The answer is not JSON that can be read as {type}{reason} The text is in RawText.";
    }
}
