using System.Text.Json;

namespace ChatSdk;

/// <summary>
/// Reads answers from non-standard fields: some servers send a message instead of a delta, a delta instead of a message, or a
/// string instead of either. If there is an answer in the standard field, the others only repeat it and become extra fields.
/// </summary>
internal static class AnswerPlaces
{
    /// <summary>Reads an answer from the standard field, where it may also be a string.</summary>
    public static T? Read<T>(ref WireReader json, Func<string, T> make)
        where T : class, IWireRecord<T> => json.Kind == JsonTokenType.String ? make(json.String()!) : json.Object<T>();

    /// <summary>Returns the answer in the standard field, or else the one in the other field. A value that is not used is added to the extra fields.</summary>
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

    /// <summary>Returns the answer or, if it has no content, an answer with the string of the field <c>text</c>.</summary>
    public static T? WithText<T>(T? answer, bool hasContent, JsonElement? text, ref WireReader json, Func<string, T> make)
        where T : class
    {
        if (!hasContent && text is { ValueKind: JsonValueKind.String } bare)
        {
            return make(JsonText.Of(bare));
        }

        json.Keep("text", text);
        return answer;
    }
}
