using System.Text;
using System.Text.Json;

namespace ChatSdk.Testing;

/// <summary>Reads a recording of requests and their answers. If it is damaged, the exception message names the line.</summary>
internal sealed class RecordingReader
{
    private const double _maxMs = 24 * 60 * 60 * 1000;

    // A line contains a body, which may have the default maximum depth of 64.
    private static readonly JsonDocumentOptions _options = new() { MaxDepth = 65 };

    private readonly List<RecordedExchange> _exchanges = [];
    private RecordedExchange? _open;
    private bool _hasStarted;

    /// <summary>Reads a recording from a file.</summary>
    /// <exception cref="InvalidDataException">The file is not a recording, or is damaged or truncated; the message names the file and the line.</exception>
    public static async Task<IReadOnlyList<RecordedExchange>> ReadAsync(string file, CancellationToken cancellationToken)
    {
        var lines = await File.ReadAllLinesAsync(file, cancellationToken).ConfigureAwait(false);
        var reader = new RecordingReader();
        for (var number = 1; number <= lines.Length; number++)
        {
            try
            {
                reader.Read(lines[number - 1]);
            }
            catch (JsonException error)
            {
                throw Damage(number, $"the JSON is invalid at byte {error.BytePositionInLine}", error);
            }
            catch (FormatException error)
            {
                throw Damage(number, error.Message, error);
            }
        }

        return reader._hasStarted && reader._open is null
            ? reader._exchanges
            : throw Damage(Math.Max(1, lines.Length), "the recording ends without an \"end\" line; it is truncated or empty", inner: null);

        InvalidDataException Damage(int number, string what, Exception? inner) => new($"{file}, line {number}: {what}.", inner);
    }

    /// <summary>Returns a request in the same form as a recorded request, with its secrets masked.</summary>
    public static RecordedExchange Read(FakeRequest request) =>
        Request(Line(new RecordedSecrets(request).Hide(RecordingForm.Request(request))));

    private void Read(string text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return;
        }

        var line = Line(text);
        if (!_hasStarted)
        {
            Expect(line.Has("recording") && line.Number("recording") == RecordingForm.Version, $"this is not a recording of version {RecordingForm.Version}");
            _hasStarted = true;
        }
        else if (line.Has("method"))
        {
            Expect(_open is null, "the previous request has no \"end\" line");
            _open = Request(line);
        }
        else
        {
            Expect(_open is not null, "this line does not belong to a request");
            ReadAnswer(_open!, line);
        }
    }

    private void ReadAnswer(RecordedExchange exchange, RecordingLine line)
    {
        var ms = line.Number("ms");
        Expect(ms is >= 0 and <= _maxMs, "\"ms\" is negative or longer than a day");
        var wait = TimeSpan.FromMilliseconds(ms);
        if (line.Has("status"))
        {
            Expect(exchange.Status is null, "the request already has a \"status\" line");
            var status = line.Number("status");
            Expect(status is >= 200 and <= 599, "\"status\" is not between 200 and 599");
            exchange.Status = (int)status;
            exchange.Headers = line.Texts("headers");
            exchange.Latency = wait;
            return;
        }

        exchange.AddWait(wait);
        if (line.Has("end"))
        {
            exchange.Ending = Ending(exchange, line.Text("end"));
            _exchanges.Add(exchange);
            _open = null;
            return;
        }

        Expect(exchange.Status is not null, "there is no \"status\" line before this one");
        exchange.AddChunk(line.Has("bytes") ? line.Bytes("bytes") : Encoding.UTF8.GetBytes(line.Text("text")));
    }

    private static RecordingLine Line(string text)
    {
        using var document = JsonDocument.Parse(text, _options);
        return new RecordingLine(document.RootElement.Clone());
    }

    private static RecordedExchange Request(RecordingLine line) => new()
    {
        Method = line.Text("method"),
        Path = line.Text("path"),
        Query = line.Has("query") ? line.Text("query") : "",
        Body = line.Json("body"),
        BodyText = line.Has("bodyText") ? line.Text("bodyText") : null,
    };

    private static FakeAnswerEnding Ending(RecordedExchange exchange, string end) => (end, exchange.Status) switch
    {
        (RecordingForm.Dropped, null) => FakeAnswerEnding.Drop,
        // The client disconnected, presumably because it received nothing more, so the replayed answer never continues.
        (RecordingForm.Left, null) => FakeAnswerEnding.Silence,
        (RecordingForm.Left, _) => FakeAnswerEnding.Hang,
        (RecordingForm.Whole, not null) => FakeAnswerEnding.Whole,
        (RecordingForm.Cut, not null) => FakeAnswerEnding.Cut,
        (RecordingForm.Reset, not null) => FakeAnswerEnding.Reset,
        _ => throw new FormatException($"\"end\" is \"{end}\", which is not possible for an answer {(exchange.Status is null ? "without" : "with")} a status"),
    };

    private static void Expect(bool isGood, string otherwise)
    {
        if (!isGood)
        {
            throw new FormatException(otherwise);
        }
    }
}
