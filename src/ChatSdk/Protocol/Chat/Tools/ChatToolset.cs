using System.Collections;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ChatSdk;

/// <summary>
/// The tools of a request: a list, or a switch for servers that have tools of their own: <c>Tools = [tool]</c>, <c>Tools = false</c>.
/// </summary>
/// <remarks>It is immutable, safe to share between threads, and equal by value.</remarks>
[CollectionBuilder(typeof(ChatToolset), nameof(FromTools))]
[JsonConverter(typeof(UnionConverter<ChatToolset>))]
public sealed class ChatToolset : IReadOnlyList<ChatTool>, IEquatable<ChatToolset>, IWireUnion<ChatToolset>
{
    private readonly WireList<ChatTool> _tools;

    private ChatToolset(bool? isEnabled, IEnumerable<ChatTool> tools) => (IsEnabled, _tools) = (isEnabled, WireList<ChatTool>.From(tools));

    /// <summary>Gets the switch; <see langword="null"/> if this is a list of tools.</summary>
    public bool? IsEnabled { get; }

    /// <inheritdoc/>
    public int Count => _tools.Count;

    /// <inheritdoc/>
    public ChatTool this[int index] => _tools[index];

    /// <summary>Gives a switch for the server's own tools.</summary>
    /// <param name="isEnabled">Whether they may be used.</param>
    /// <returns>The switch.</returns>
    public static implicit operator ChatToolset(bool isEnabled) => FromBoolean(isEnabled);

    /// <summary>Gives a switch for the server's own tools.</summary>
    /// <param name="isEnabled">Whether they may be used.</param>
    /// <returns>The switch.</returns>
    public static ChatToolset FromBoolean(bool isEnabled) => new(isEnabled, []);

    /// <summary>Gives a list of tools.</summary>
    /// <param name="tools">The tools.</param>
    /// <returns>The list.</returns>
    public static ChatToolset FromTools(ReadOnlySpan<ChatTool> tools) => new(null, tools.ToArray());

    /// <inheritdoc/>
    public IEnumerator<ChatTool> GetEnumerator() => _tools.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <inheritdoc/>
    public bool Equals(ChatToolset? other) => other is not null && IsEnabled == other.IsEnabled && _tools.Equals(other._tools);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ChatToolset);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(IsEnabled, _tools);

    void IWireUnion.WriteTo(Utf8JsonWriter writer)
    {
        if (IsEnabled is { } isEnabled)
        {
            writer.WriteBooleanValue(isEnabled);
            return;
        }

        writer.WriteStartArray();
        foreach (var tool in _tools)
        {
            tool.WriteTo(writer);
        }

        writer.WriteEndArray();
    }

    static ChatToolset? IWireUnion<ChatToolset>.Read(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.True or JsonValueKind.False => json.GetBoolean(),
        JsonValueKind.Array when json.EnumerateArray().All(tool => tool.ValueKind == JsonValueKind.Object) =>
            new ChatToolset(null, json.EnumerateArray().Select(tool => WireReader.ReadWhole<ChatTool>(JsonMarshal.GetRawUtf8Value(tool)))),
        _ => null,
    };
}
