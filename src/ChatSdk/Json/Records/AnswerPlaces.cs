using System.Text.Json;

namespace ChatSdk;

/// <summary>
/// Reads answers from non-standard fields: some servers send a message instead of a delta, a delta instead of a message, or a
/// string instead of either. If the standard field contains an answer, the other fields are assumed to repeat it, and are
/// kept as extra fields.
/// </summary>
internal static class AnswerPlaces
{
    /// <summary>Reads an answer from the standard field, where it may also be a string.</summary>
    public static T? Read<T>(ref WireReader json, Func<string, T> make)
        where T : class, IWireRecord<T> => json.Kind == JsonTokenType.String ? make(json.String()!) : json.Object<T>();

    /// <summary>Returns the answer in the standard field, or else the one in the other field. A value that is not used is added to the extra fields.</summary>
    public static T? Find<T>(T? standard, (string Name, RawValue Value) other, ref WireReader json, Func<string, T> make)
        where T : class, IWireRecord<T>
    {
        if (standard is not null || other.Value.Kind is not (JsonTokenType.StartObject or JsonTokenType.String))
        {
            json.Keep(other.Name, other.Value);
            return standard;
        }

        json.RefuseTemplate();
        var found = json.ElementOf(other.Value);
        return found.ValueKind == JsonValueKind.Object ? json.ReadPart<T>(found) : make(JsonText.Of(found));
    }

    /// <summary>
    /// Returns the answer. If it has no content, the string in the field <c>text</c> becomes its content; if there is no answer, one with
    /// this content is created.
    /// </summary>
    public static T? WithText<T>(T? answer, bool hasContent, RawValue text, ref WireReader json, Func<T?, string, T> make)
        where T : class
    {
        if (!hasContent && text.Kind == JsonTokenType.String)
        {
            json.RefuseTemplate();
            return make(answer, JsonText.Of(json.ElementOf(text)));
        }

        json.Keep("text", text);
        return answer;
    }
}
