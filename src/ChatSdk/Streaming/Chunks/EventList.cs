using System.Text.Json;

namespace ChatSdk;

/// <summary>
/// The elements of an event that is a list: some servers put several chunks into one event, or the complete stream. The
/// elements of lists in it are its elements too. They are found one by one, so that the list costs no memory.
/// </summary>
internal struct EventList
{
    private JsonReaderState _state;
    private int _next;

    /// <summary>Gets whether there may be more elements.</summary>
    public bool IsOpen { get; private set; }

    /// <summary>Begins with an event; false if it is not a list.</summary>
    public bool TryOpen(ReadOnlySpan<byte> data)
    {
        IsOpen = data.TrimStart(" \t\r\n"u8) is [(byte)'[', ..] && default(JsonProgress).IsWhole(data);
        (_state, _next) = (default, 0);
        return IsOpen;
    }

    /// <summary>Returns the next element; empty after the last one.</summary>
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
