using System.Text.Json.Serialization;

namespace ChatSdk.AotTest;

internal enum Sky
{
    Clear,
    Grey,
}

internal sealed record City(string Name, int? Zip);

internal sealed record Day(Sky Sky, int? Zip);

internal sealed record Weather(string City, IReadOnlyList<Day> Days);

internal sealed record Station(string Name);

[JsonSourceGenerationOptions(UseStringEnumConverter = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(City))]
[JsonSerializable(typeof(Weather))]
internal sealed partial class AotJson : JsonSerializerContext;

internal static class AsyncLists
{
    public static async Task<List<T>> ToListAsync<T>(this IAsyncEnumerable<T> items)
    {
        List<T> list = [];
        await foreach (var item in items.ConfigureAwait(false))
        {
            list.Add(item);
        }

        return list;
    }
}
