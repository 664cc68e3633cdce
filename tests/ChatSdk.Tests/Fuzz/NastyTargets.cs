using System.Text;
using ChatSdk.Tests.Properties;
using ChatSdk.Tests.Wire;

namespace ChatSdk.Tests.Fuzz;

/// <summary>Fuzz targets whose input is meant to be expensive to process: random sequences of <see cref="NastyShape"/> inputs, for every operation and for the event reader.</summary>
internal static class NastyTargets
{
    private const int _maxParts = 2000;

    public static IEnumerable<FuzzTarget> All =>
    [
        .. WireTargets.Operations().Select(operation => WireTargets.Target(operation) with { Name = $"nasty {operation}", Next = Next, Cases = 150 }),
        new("nasty framing", [], ReadEventsAsync) { Next = Next, Cases = 300, MemoryPerByte = 20 },
    ];

    private static byte[] Next(Random chance)
    {
        var text = new StringBuilder();
        for (var count = chance.Next(1, 4); count > 0; count--)
        {
            var shape = NastyShape.All[chance.Next(NastyShape.All.Count)].Of(chance.Next(1, _maxParts));
            text.Append(chance.Next(2) == 0 ? shape : NastyShape.AsEvent(shape)).Append(chance.Next(3) == 0 ? "\n\n" : "");
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static async Task ReadEventsAsync(byte[] input)
    {
        using var stream = new TrickleStream(input, 1000);
        using var events = new SseReader(stream, input.Length + 1);
        while (!events.HasAllBytes)
        {
            while (events.TryRead())
            {
                // The events are discarded, because only the cost of reading them is checked.
            }

            events.Take(await events.FillAsync(CancellationToken.None));
        }

        events.TryReadLast();
        events.Examined.Should().BeLessThanOrEqualTo(3L * input.Length, "each byte is examined at most three times on average");
    }
}
