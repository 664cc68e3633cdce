namespace ChatSdk.Testing;

/// <summary>A recording that is being replayed.</summary>
internal sealed class Tape(IReadOnlyList<RecordedExchange> exchanges, double timeScale)
{
    private readonly HashSet<RecordedExchange> _played = [];

    /// <summary>Returns the next answer to a request, or the last one again; <see langword="null"/> if there is none.</summary>
    public AnswerPlan? Find(FakeRequest request)
    {
        var received = RecordingReader.Read(request);
        var same = exchanges.Where(exchange => exchange.HasSameRequest(received)).ToList();
        lock (_played)
        {
            return (same.Find(_played.Add) ?? same.LastOrDefault())?.ToPlan(timeScale);
        }
    }
}
