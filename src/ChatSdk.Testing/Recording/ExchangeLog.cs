namespace ChatSdk.Testing;

/// <summary>The lines of one exchange, in the making.</summary>
internal sealed class ExchangeLog
{
    private readonly RecordedSecrets _secrets;
    private readonly List<string> _lines = [];
    private long _last = TimeProvider.System.GetTimestamp();

    public ExchangeLog(FakeRequest request)
    {
        _secrets = new RecordedSecrets(request);
        Add(RecordingForm.Request(request));
    }

    public IReadOnlyList<string> Lines => _lines;

    public void Head(int status, IEnumerable<KeyValuePair<string, string>> headers) => Add(RecordingForm.Head(status, headers, Elapsed()));

    public void Piece(ReadOnlySpan<byte> bytes) => Add(RecordingForm.Piece(bytes, Elapsed()));

    public void End(string how) => Add(RecordingForm.End(how, Elapsed()));

    private void Add(string line) => _lines.Add(_secrets.Hide(line));

    private double Elapsed()
    {
        var now = TimeProvider.System.GetTimestamp();
        var elapsed = TimeProvider.System.GetElapsedTime(_last, now);
        _last = now;
        return Math.Round(elapsed.TotalMilliseconds, 1);
    }
}
