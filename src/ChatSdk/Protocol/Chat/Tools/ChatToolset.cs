using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ChatSdk;

/// <summary>
/// The tools of a request: a list, or a switch for servers that have built-in tools. An array, a list, a collection
/// expression and a Boolean convert to it implicitly: <c>Tools = myList</c>, <c>Tools = [tool]</c>, <c>Tools = false</c>. For any other
/// sequence, use a spread: <c>[.. tools]</c>.
/// </summary>
/// <remarks>
/// It is immutable, safe to share between threads, and compared by value. It can be enumerated; for LINQ, use <see cref="Items"/>.
/// </remarks>
[CollectionBuilder(typeof(ChatToolset), nameof(FromTools))]
[JsonConverter(typeof(UnionConverter<ChatToolset>))]
public sealed class ChatToolset : IEquatable<ChatToolset>, IWireUnion<ChatToolset>
{
    // This class implements no list interface. With one, the compiler would suggest casting other sequences to it, although such a cast would throw.
    private readonly WireList<ChatTool> _tools;

    private ChatToolset(bool? isEnabled, IEnumerable<ChatTool> tools) => (IsEnabled, _tools) = (isEnabled, WireList<ChatTool>.From(tools));

    /// <summary>Initializes a new instance of the <see cref="ChatToolset"/> class that is a list of tools.</summary>
    /// <param name="tools">The tools. They are copied.</param>
    /// <exception cref="ArgumentNullException"><paramref name="tools"/> is <see langword="null"/>.</exception>
    public ChatToolset(IEnumerable<ChatTool> tools)
        : this(null, tools ?? throw new ArgumentNullException(nameof(tools)))
    {
    }

    /// <summary>Gets whether the server's built-in tools may be used; <see langword="null"/> if this is a list of tools.</summary>
    public bool? IsEnabled { get; }

    /// <summary>Gets the number of tools.</summary>
    public int Count => _tools.Count;

    /// <summary>Gets the tools; empty if this is a switch.</summary>
    public IReadOnlyList<ChatTool> Items => _tools;

    /// <summary>Gets a tool by its position.</summary>
    /// <param name="index">The position; the first is 0.</param>
    /// <returns>The tool.</returns>
    public ChatTool this[int index] => _tools[index];

    /// <summary>Creates a switch for the server's own tools.</summary>
    /// <param name="isEnabled">Whether the model may use the server's tools.</param>
    /// <returns>The switch.</returns>
    public static implicit operator ChatToolset(bool isEnabled) => FromBoolean(isEnabled);

    /// <summary>Creates a toolset from an array.</summary>
    /// <param name="tools">The tools. They are copied.</param>
    /// <returns>The toolset; <see langword="null"/> if the argument is <see langword="null"/>.</returns>
    [return: NotNullIfNotNull(nameof(tools))]
    public static implicit operator ChatToolset?(ChatTool[]? tools) => tools is null ? null : new(tools);

    /// <summary>Creates a toolset from a list.</summary>
    /// <param name="tools">The tools. They are copied.</param>
    /// <returns>The toolset; <see langword="null"/> if the argument is <see langword="null"/>.</returns>
    [return: NotNullIfNotNull(nameof(tools))]
    [SuppressMessage("Design", "CA1002", Justification = "C# does not allow a conversion operator from an interface.")]
    public static implicit operator ChatToolset?(List<ChatTool>? tools) => tools is null ? null : new(tools);

    /// <summary>Creates a switch for the server's own tools.</summary>
    /// <param name="isEnabled">Whether the model may use the server's tools.</param>
    /// <returns>The switch.</returns>
    public static ChatToolset FromBoolean(bool isEnabled) => new(isEnabled, []);

    /// <summary>Creates a toolset from several tools.</summary>
    /// <param name="tools">The tools.</param>
    /// <returns>The toolset.</returns>
    public static ChatToolset FromTools(ReadOnlySpan<ChatTool> tools) => new(null, tools.ToArray());

    /// <summary>Returns an enumerator that iterates through the tools.</summary>
    /// <returns>The enumerator.</returns>
    public IEnumerator<ChatTool> GetEnumerator() => _tools.GetEnumerator();

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
