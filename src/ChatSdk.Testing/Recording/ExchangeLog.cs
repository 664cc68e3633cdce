using System.Buffers;
using System.Net.Http.Headers;

namespace ChatSdk.Testing;

/// <summary>Collects the lines that describe one exchange in a recording.</summary>
internal sealed class ExchangeLog
{
    private readonly RecordedSecrets _secrets;
    private readonly List<string> _lines = [];
    private readonly ArrayBufferWriter<byte> _body = new();
    private readonly List<(int End, double Ms)> _pieces = [];
    private long _last = TimeProvider.System.GetTimestamp();

    public ExchangeLog(FakeRequest request, UpstreamAddress upstream)
    {
        _secrets = new RecordedSecrets(request, upstream.Query);
        _lines.Add(_secrets.Hide(RecordingForm.Request(request)));
    }

    public IReadOnlyList<string> Lines => _lines;

    public void Head(int status, IReadOnlyCollection<KeyValuePair<string, HeaderStringValues>> headers)
    {
        _secrets.AddHeaders(headers);
        var recorded = headers.Where(header => !SecretName.Is(header.Key)).Select(header => KeyValuePair.Create(header.Key, string.Join(", ", header.Value)));
        _lines.Add(_secrets.Hide(RecordingForm.Head(status, recorded, Elapsed())));
    }

    public void Piece(ReadOnlySpan<byte> bytes)
    {
        _body.Write(bytes);
        _pieces.Add((_body.WrittenCount, Elapsed()));
    }

    /// <summary>Adds the lines for the chunks and for the end. The chunks are added only now, because a secret may be split between two of them.</summary>
    public void End(string how)
    {
        var body = _body.WrittenSpan.ToArray().AsSpan();
        _secrets.AddFields(body);
        _secrets.Hide(body);
        var start = 0;
        foreach (var (end, ms) in _pieces)
        {
            _lines.Add(RecordingForm.Piece(body[start..end], ms));
            start = end;
        }

        _lines.Add(RecordingForm.End(how, Elapsed()));
    }

    private double Elapsed()
    {
        var now = TimeProvider.System.GetTimestamp();
        var elapsed = TimeProvider.System.GetElapsedTime(_last, now);
        _last = now;
        return Math.Round(elapsed.TotalMilliseconds, 1);
    }
}
