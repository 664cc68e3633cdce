using System.Runtime.InteropServices;
using System.Text.Json;

namespace ChatSdk;

/// <summary>
/// Where servers put an answer if not where it belongs: the message of a plain answer in place of a delta, a delta in
/// place of a message, a bare text in place of either. Where there is an answer already, they only repeat it.
/// </summary>
internal static class AnswerPlaces
{
    /// <summary>Reads an answer from its own place, where it may be a bare text too.</summary>
    public static T? Read<T>(ref WireReader json, Func<string, T> make)
        where T : class, IWireRecord<T> => json.Kind == JsonTokenType.String ? make(json.String()!) : json.Object<T>();

    /// <summary>Gives what stands in these places, if nothing stands in the right one; the rest is kept.</summary>
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

    /// <summary>Gives the answer with the bare text, if it has none of its own.</summary>
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
