using System.Text.Json;

namespace ChatSdk;

/// <summary>
/// Accumulates a list whose items are received in fragments. A fragment continues the earlier item with the same index, unless their
/// types differ. A fragment of reasoning without an index continues the last item. After the signature of an item has been received,
/// further fragments begin a new item. An empty signature is ignored. An item that is repeated completely, with its signature, replaces
/// its fragments.
/// </summary>
internal sealed class JsonListAccumulator
{
    // Only an item that can be continued needs an accumulator. Other items, of which there may be many, are stored as they are.
    private readonly List<(JsonElement Value, JsonAccumulator? Fragments)> _items = [];
    private readonly Dictionary<double, JsonAccumulator> _byIndex = [];

    /// <summary>Appends all items without combining any of them.</summary>
    public void Join(JsonElement list)
    {
        foreach (var item in list.EnumerateArray())
        {
            _items.Add((item, null));
        }
    }

    public void Merge(JsonElement list)
    {
        var isFirst = true;
        foreach (var item in list.EnumerateArray())
        {
            Merge(item, isFirst);
            isFirst = false;
        }
    }

    public void WriteTo(Utf8JsonWriter writer)
    {
        writer.WriteStartArray();
        foreach (var (value, fragments) in _items)
        {
            if (fragments is null)
            {
                value.WriteTo(writer);
            }
            else
            {
                fragments.WriteTo(writer);
            }
        }

        writer.WriteEndArray();
    }

    private void Merge(JsonElement item, bool isFirst)
    {
        if (item.ValueKind != JsonValueKind.Object)
        {
            _items.Add((item, null));
            return;
        }

        double? index = item.Number("index");
        var signature = item.First("signature") ?? "";
        var known = index is { } number ? _byIndex.GetValueOrDefault(number) : isFirst && IsReasoning(item) && _items.Count > 0 ? _items[^1].Fragments : null;
        if (known is not null && !CanContinue(known, item, signature))
        {
            known = null;
        }

        if (known is null)
        {
            _items.Add((default, known = new()));
        }
        else if (signature.Length > 0 && known.HasStringsOf(item))
        {
            known.SetMembers(item);
            return;
        }

        known.Merge(item);
        if (index is { } key)
        {
            _byIndex[key] = known;
        }
    }

    private static bool CanContinue(JsonAccumulator known, JsonElement item, string signature)
    {
        var isSigned = known.TextOf("signature") is { Length: > 0 } signed && (signed != signature || !known.HasStringsOf(item));
        return !isSigned && (item.First("type") is not { } type || known.TextOf("type") is var before && (before == type || before.Length == 0));
    }

    private static bool IsReasoning(JsonElement item) =>
        (item.TryGetProperty("signature", out _) || item.First("type") is { } type && (type.StartsWith("thinking", StringComparison.Ordinal) || type.StartsWith("reasoning", StringComparison.Ordinal)));
}
