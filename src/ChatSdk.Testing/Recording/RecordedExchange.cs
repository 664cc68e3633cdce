using System.Buffers;
using System.Collections.Immutable;
using System.Text.Json;

namespace ChatSdk.Testing;

/// <summary>A request of a recording, and its answer.</summary>
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

    /// <summary>Gets or sets the time until the answer began.</summary>
    public TimeSpan Latency { get; set; }

    public void AddPiece(byte[] bytes)
    {
        _body.Write(bytes);
        _ends.Add(_body.WrittenCount);
    }

    public void AddWait(TimeSpan wait) => _waits.Add(wait);

    public bool Fits(FakeRequest request) =>
        Method == request.Method && Path == RecordingForm.PathOf(request) && Query == RecordingForm.QueryOf(request) && HasBodyOf(request);

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

    private bool HasBodyOf(FakeRequest request) => (Body, request.Json) switch
    {
        ({ } recorded, { } asked) => JsonElement.DeepEquals(recorded, asked),
        (null, _) => (BodyText ?? "") == request.Body,
        _ => false,
    };
}
