using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace ChatSdk;

/// <summary>Converts the return value of a delegate to text for the model: a string is unchanged, and any other value is serialized as JSON. Without a return value, the text is <c>done</c>.</summary>
internal sealed class DelegateResult
{
    // Some servers reject an empty result.
    private const string _nothing = "done";

    private static readonly MethodInfo _asTask = typeof(ValueTask<>).GetMethod(nameof(ValueTask<int>.AsTask))!;
    private static readonly MethodInfo _result = typeof(Task<>).GetProperty(nameof(Task<int>.Result))!.GetMethod!;

    private readonly MethodInfo? _toTask;
    private readonly MethodInfo? _getResult;
    private readonly JsonTypeInfo? _type;
    private readonly bool _hasValue;

    /// <summary>Initializes a new instance of the <see cref="DelegateResult"/> class.</summary>
    /// <exception cref="ArgumentException">The caller's serializer context does not include the type of the result.</exception>
    public DelegateResult(Type returned, ToolTypes types)
    {
        var value = returned == typeof(void) || returned == typeof(Task) || returned == typeof(ValueTask) ? null : returned;
        if (returned is { IsGenericType: true } && returned.GetGenericTypeDefinition() is var kind && (kind == typeof(Task<>) || kind == typeof(ValueTask<>)))
        {
            value = returned.GetGenericArguments()[0];
            _toTask = kind == typeof(ValueTask<>) ? (MethodInfo)returned.GetMemberWithSameMetadataDefinitionAs(_asTask) : null;
            var task = _toTask?.ReturnType ?? returned;
            _getResult = (MethodInfo)task.GetMemberWithSameMetadataDefinitionAs(_result);
        }

        _hasValue = value is not null;
        _type = value is null || value == typeof(string) ? null : types.Get(Nullable.GetUnderlyingType(value) ?? value, "The result");
    }

    public async ValueTask<string> ReadAsync(object? returned)
    {
        if ((_toTask?.Invoke(returned, null) ?? returned) is Task task)
        {
            await task.ConfigureAwait(false);
            return Text(_getResult?.Invoke(task, null));
        }

        if (returned is ValueTask waiting)
        {
            await waiting.ConfigureAwait(false);
            return _nothing;
        }

        return Text(returned);
    }

    private string Text(object? value) => value switch
    {
        string text => text,
        null => _hasValue ? "null" : _nothing,
        JsonNode node => node.ToJsonString(_type!.Options),
        _ => JsonSerializer.Serialize(value, _type!),
    };
}
