using System.Text.Json;

namespace ChatSdk;

/// <summary>
/// Reads the elements of an event that is a JSON array, because some servers send several chunks, or even the complete stream, in
/// one event. Nested arrays are flattened. The elements are read one at a time, so that the array needs no memory of its own.
/// </summary>
internal struct EventList
{
    private JsonReaderState _state;
    private int _next;

    /// <summary>Gets whether there may be more elements.</summary>
    public bool IsOpen { get; private set; }

    /// <summary>Starts to read an event; returns <see langword="false"/> if it is not a complete array.</summary>
    public bool TryOpen(ReadOnlySpan<byte> data)
    {
        IsOpen = data.TrimStart(" \t\r\n"u8) is [(byte)'[', ..] && default(JsonProgress).IsWhole(data);
        (_state, _next) = (default, 0);
        return IsOpen;
    }

    /// <summary>Returns the next element; an empty span after the last one.</summary>
    /// <param name="data">The event.</param>
    public ReadOnlySpan<byte> Next(ReadOnlySpan<byte> data)
    {
        var json = new Utf8JsonReader(data[_next..], isFinalBlock: true, _state);
        while (json.Read())
        {
            if (json.TokenType is not (JsonTokenType.StartArray or JsonTokenType.EndArray))
            {
                var start = _next + (int)json.TokenStartIndex;
                json.Skip();
                (_state, _next) = (json.CurrentState, _next + (int)json.BytesConsumed);
                return data[start.._next];
            }
        }

        IsOpen = false;
        return default;
    }
}
