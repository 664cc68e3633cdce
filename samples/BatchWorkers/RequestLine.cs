using System.Globalization;
using StackExchange.Redis;

/// <summary>A line of the input file that this worker has claimed.</summary>
internal sealed record RequestLine(RedisValue Id, string Text, int Deliveries)
{
    // The ID is the line number, followed by "-0".
    public int Number { get; } = int.Parse(((string)Id!).Split('-')[0], CultureInfo.InvariantCulture);
}

/// <summary>A line whose worker no longer renews its claim, and the number of times that the line was delivered to a worker.</summary>
internal sealed record AbandonedLine(RedisValue Id, int Deliveries);
