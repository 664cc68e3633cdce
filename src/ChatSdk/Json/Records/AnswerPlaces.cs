using System.Runtime.InteropServices;
using System.Text.Json;

namespace ChatSdk;

/// <summary>
/// Where servers put an answer if not where it belongs: the message of a plain answer instead of a delta, a delta
/// instead of a message, a bare string instead of either. Where there is an answer already, they only repeat it.
/// </summary>
internal static class AnswerPlaces
{
    /// <summary>Reads an answer from its own place, where it may also be a bare string.</summary>
    public static T? Read<T>(ref WireReader json, Func<string, T> make)
        where T : class, IWireRecord<T> => json.Kind == JsonTokenType.String ? make(json.String()!) : json.Object<T>();

    /// <summary>Returns what is in these places, if there is nothing in the right one; the rest is preserved.</summary>
    public static T? Find<T>(T? right, (string Name, JsonElement? Value) other, ref WireReader json, Func<string, T> make)
        where T : class, IWireRecord<T>
    {
        switch (right is null ? other.Value : null)
        {
            case { ValueKind: JsonValueKind.Object } whole: return WireReader.ReadWhole<T>(JsonMarshal.GetRawUtf8Value(whole));
            case { ValueKind: JsonValueKind.String } said: return make(JsonText.Of(said));
            default: json.Keep(other.Name, other.Value); return right;
        }
    }

    /// <summary>Returns the answer with the bare string, if it has no text of its own.</summary>
    public static T? WithText<T>(T? answer, bool saysSomething, JsonElement? text, ref WireReader json, Func<string, T> make)
        where T : class
    {
        if (!saysSomething && text is { ValueKind: JsonValueKind.String } bare)
        {
            return make(JsonText.Of(bare));
        }

        json.Keep("text", text);
        return answer;
    }
}
