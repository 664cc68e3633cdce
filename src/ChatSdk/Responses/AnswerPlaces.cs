using System.Runtime.InteropServices;
using System.Text.Json;

namespace ChatSdk;

/// <summary>Where servers put an answer if not where it belongs. What is taken from there is no extra field any more.</summary>
internal static class AnswerPlaces
{
    public static T? Take<T>(string name, ref JsonElement? place, ref ExtraFieldsBuilder extra)
        where T : class, IWireRecord<T>
    {
        if (place is not { ValueKind: JsonValueKind.Object } element)
        {
            extra.Keep(name, place);
            place = null;
            return null;
        }

        place = null;
        return WireReader.ReadWhole<T>(JsonMarshal.GetRawUtf8Value(element));
    }

    public static string? TakeText(ref JsonElement? place)
    {
        if (place is not { ValueKind: JsonValueKind.String } element)
        {
            return null;
        }

        place = null;
        return JsonText.Of(element);
    }
}
