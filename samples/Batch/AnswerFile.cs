using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ChatSdk;

/// <summary>The output file. It has one line of JSON for each request, in the order in which the requests completed. Input lines that already have a result in this file are not sent again.</summary>
internal sealed class AnswerFile : IDisposable
{
    private const string _line = "line";

    private readonly FileStream _file;
    private readonly HashSet<int> _done = [];

    public AnswerFile(string path)
    {
        _file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        var end = EndOfLastCompleteLine();
        ReadDone(end);

        // If the program was killed while it was writing a line, the file ends with the beginning of that line, which is removed.
        // Any other text after the last line break means that this is not an answer file, so it must not be changed.
        ThrowIfUnexpected(end);
        _file.SetLength(end);
        _file.Position = end;
    }

    public int Done => _done.Count;

    public bool Has(int line) => _done.Contains(line);

    public void Add(int line, ChatCompletion? answer, string? error)
    {
        JsonObject json = new() { [_line] = line };
        if (answer is not null)
        {
            json["text"] = answer.Text;
            json["finish_reason"] = answer.FinishReason?.Value;
            json["total_tokens"] = answer.Usage?.TotalTokens;
        }
        else
        {
            json["error"] = error;
        }

        _file.Write(Encoding.UTF8.GetBytes($"{json.ToJsonString()}\n"));
        _file.Flush();
    }

    public void Dispose() => _file.Dispose();

    private long EndOfLastCompleteLine()
    {
        for (var end = _file.Length; end > 0; end--)
        {
            _file.Position = end - 1;
            if (_file.ReadByte() == '\n')
            {
                return end;
            }
        }

        return 0;
    }

    private void ReadDone(long end)
    {
        _file.Position = 0;
        using var reader = new StreamReader(_file, Encoding.UTF8, leaveOpen: true);
        for (var read = 0L; read < end && reader.ReadLine() is { } line; read += Encoding.UTF8.GetByteCount(line) + 1)
        {
            using var json = JsonDocument.Parse(line);
            _done.Add(json.RootElement.TryGetProperty(_line, out var number) ? number.GetInt32() : throw UnexpectedContent());
        }
    }

    private void ThrowIfUnexpected(long end)
    {
        var begin = $"{{\"{_line}\":";
        var rest = new byte[Math.Min(begin.Length, _file.Length - end)];
        _file.Position = end;
        _file.ReadExactly(rest);
        if (!begin.StartsWith(Encoding.UTF8.GetString(rest), StringComparison.Ordinal))
        {
            throw UnexpectedContent();
        }
    }

    private static JsonException UnexpectedContent() => new("The answer file has unexpected content.");
}
