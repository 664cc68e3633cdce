using System.Buffers;
using System.Collections.Immutable;
using System.Text.Json;

namespace ChatSdk.Testing;

/// <summary>A recorded request and its answer.</summary>
internal sealed class RecordedExchange
{
    private readonly ArrayBufferWriter<byte> _body = new();
    private readonly ImmutableArray<int>.Builder _ends = ImmutableArray.CreateBuilder<int>();
    private readonly List<TimeSpan> _waits = [];

    public required string Method { get; init; }

    public required string Path { get; init; }

    public required string Query { get; init; }

    public JsonElement? Body { get; init; }

    public string? BodyText { get; init; }

    public int? Status { get; set; }

    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; set; } = [];

    public FakeAnswerEnding Ending { get; set; }

    /// <summary>Gets or sets the time from the request to the start of the answer.</summary>
    public TimeSpan Latency { get; set; }

    public void AddChunk(byte[] bytes)
    {
        _body.Write(bytes);
        _ends.Add(_body.WrittenCount);
    }

    public void AddWait(TimeSpan wait) => _waits.Add(wait);

    /// <summary>Determines whether another exchange has the same request.</summary>
    public bool HasSameRequest(RecordedExchange received) =>
        Method == received.Method && Path == received.Path && Query == received.Query && HasBodyOf(received);

    public AnswerPlan ToPlan(double timeScale)
    {
        var plan = new AnswerPlan
        {
            Status = Status ?? 200,
            Body = _body.WrittenMemory,
            Splits = _ends.ToImmutable(),
            IsStream = !Headers.Any(IsLength),
            Ending = Ending,
            Latency = Latency * timeScale,
            Waits = timeScale > 0 ? [.. _waits.Select(wait => wait * timeScale)] : [],
        };
        return plan with { Headers = plan.Headers.SetItems(Headers.Where(header => !IsLength(header))) };
    }

    private static bool IsLength(KeyValuePair<string, string> header) => header.Key.Equals("Content-Length", StringComparison.OrdinalIgnoreCase);

    private bool HasBodyOf(RecordedExchange other) => (Body, other.Body) switch
    {
        ({ } recorded, { } received) => AreEqual(recorded, received),
        (null, null) => (BodyText ?? "") == (other.BodyText ?? ""),
        _ => false,
    };

    private static bool AreEqual(JsonElement recorded, JsonElement received)
    {
        try
        {
            return JsonElement.DeepEquals(recorded, received);
        }
        catch (InvalidOperationException)
        {
            // An escaped unpaired surrogate is valid JSON, but cannot be compared.
            return false;
        }
    }
}
