using System.Runtime.InteropServices;
using System.Text.Json;

namespace ChatSdk;

/// <summary>Finds the usage in fields other than the standard one: in a choice, or in a server-specific object at the top level.</summary>
internal static class UsagePlaces
{
    private static readonly ChatUsage _none = new();

    /// <summary>Returns the usage; <see langword="null"/> if it is empty, because an empty usage must not replace another one.</summary>
    public static ChatUsage? Some(ChatUsage? usage) => _none.Equals(usage) ? null : usage;

    public static ChatUsage? Find<T>(IReadOnlyList<T> choices, Func<T, ChatUsage?> usage, IReadOnlyDictionary<string, JsonElement> extraFields)
    {
        for (var at = choices.Count - 1; at >= 0; at--)
        {
            if (usage(choices[at]) is { } found)
            {
                return found;
            }
        }

        return extraFields.Count == 0 ? null : extraFields.Select(field => InObject(field.Key, field.Value)).FirstOrDefault(found => found is not null);
    }

    private static ChatUsage? InObject(string name, JsonElement block) =>
        VendorBlock.Is(name)
        && block.ValueKind == JsonValueKind.Object
        && block.TryGetProperty("usage", out var usage)
        && usage.ValueKind == JsonValueKind.Object
            ? WireReader.ReadWhole<ChatUsage>(JsonMarshal.GetRawUtf8Value(usage))
            : null;
}
