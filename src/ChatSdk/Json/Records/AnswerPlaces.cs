using System.Text.Json;

namespace ChatSdk;

/// <summary>
/// Reads answers from non-standard fields: some servers send a message instead of a delta, a delta instead of a message, or a
/// string instead of either. If there is an answer in the standard field, the others only repeat it and are ignored.
/// </summary>
internal static class AnswerPlaces
{
    /// <summary>Reads an answer from the standard field, where it may also be a string.</summary>
    public static T? Read<T>(ref WireReader json, Func<string, T> make)
        where T : class, IWireRecord<T> => json.Kind == JsonTokenType.String ? make(json.String()!) : json.Object<T>();

    /// <summary>Returns the answer of the standard field, or else of the other one. A value that is not used is added to the extra fields.</summary>
    public static T? Find<T>(T? right, (string Name, JsonElement? Value) other, ref WireReader json, Func<string, T> make)
        where T : class, IWireRecord<T>
    {
        switch (right is null ? other.Value : null)
        {
            case { ValueKind: JsonValueKind.Object } whole: return json.ReadPart<T>(whole);
            case { ValueKind: JsonValueKind.String } said: return make(JsonText.Of(said));
            default: json.Keep(other.Name, other.Value); return right;
        }
    }

    /// <summary>Returns the answer, or an answer with the string if it has no content.</summary>
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
