using System.Runtime.InteropServices;
using System.Text.Json;

namespace ChatSdk;

/// <summary>Finds the usage in fields other than the standard one: in a choice, or in a vendor-specific block at the top level.</summary>
internal static class UsagePlaces
{
    private static readonly ChatUsage _none = new();

    /// <summary>Returns the usage; <see langword="null"/> if it is empty, because an empty usage must not replace another one.</summary>
    public static ChatUsage? Some(ChatUsage? usage) => _none.Equals(usage) ? null : usage;

    /// <summary>Returns the usage of the last choice that has one, or else the usage in a vendor-specific block; <see langword="null"/> if there is neither.</summary>
    public static ChatUsage? Find<T>(LazyList<T> choices, Func<T, ChatUsage?> usage, FieldBag extraFields, ref WireReader json)
        where T : class, IWireRecord<T>
    {
        ChatUsage? found = null;
        for (var at = choices.Count - 1; at >= 0 && found is null; at--)
        {
            found = usage(choices[at]);
        }

        found ??= FindIn(extraFields);
        if (found is not null)
        {
            json.RefuseTemplate();
        }

        return found;
    }

    /// <summary>Returns the usage in a vendor-specific block; <see langword="null"/> if there is none. The values are parsed only if one of the fields may be such a block.</summary>
    public static ChatUsage? FindIn(FieldBag extraFields)
    {
        for (var at = 0; extraFields.HasObjects && at < extraFields.Count; at++)
        {
            var name = extraFields.Keys[at];
            if (VendorBlock.Is(name) && InObject(extraFields[name]) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    private static ChatUsage? InObject(JsonElement block) =>
        block.ValueKind == JsonValueKind.Object
        && block.TryGetProperty("usage", out var usage)
        && usage.ValueKind == JsonValueKind.Object
            ? WireReader.ReadWhole<ChatUsage>(JsonMarshal.GetRawUtf8Value(usage))
            : null;
}
