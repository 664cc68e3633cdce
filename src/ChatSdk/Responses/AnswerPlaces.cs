using System.Runtime.InteropServices;
using System.Text.Json;

namespace ChatSdk;

/// <summary>
/// Where servers put an answer if not where it belongs: the message of a plain answer in place of a delta, a delta in
/// place of a message, a bare text in place of either. Where there is an answer already, they only repeat it.
/// </summary>
internal static class AnswerPlaces
{
    /// <summary>Gives what stands in these places, if what stands in the right one says nothing; the rest is kept.</summary>
    public static T? Find<T>(T? right, bool saysSomething, (string Name, JsonElement? Value) other, JsonElement? text, ref ExtraFieldsBuilder extra, Func<string, T> make)
        where T : class, IWireRecord<T>
    {
        if (!saysSomething && other.Value is { ValueKind: JsonValueKind.Object } whole)
        {
            extra.Keep("text", text);
            return WireReader.ReadWhole<T>(JsonMarshal.GetRawUtf8Value(whole));
        }

        if (!saysSomething && other.Value is { ValueKind: JsonValueKind.String } said)
        {
            extra.Keep("text", text);
            return make(JsonText.Of(said));
        }

        extra.Keep(other.Name, other.Value);
        if (!saysSomething && text is { ValueKind: JsonValueKind.String } bare)
        {
            return make(JsonText.Of(bare));
        }

        extra.Keep("text", text);
        return right;
    }
}
