namespace ChatSdk.Testing;

/// <summary>A recording that is being replayed.</summary>
internal sealed class Tape(IReadOnlyList<RecordedExchange> exchanges, double timeScale)
{
    private readonly HashSet<RecordedExchange> _played = [];

    /// <summary>Returns the next recorded answer to a request, and the last one for all further equal requests; <see langword="null"/> if none was recorded.</summary>
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
