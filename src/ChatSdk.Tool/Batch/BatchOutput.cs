using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace ChatSdk.Tool;

/// <summary>The output of a batch: one line of JSON for each request, in the order in which the requests completed. Requests that already have a line are not sent again.</summary>
internal sealed class BatchOutput : IDisposable
{
    private readonly FileStream _file;
    private readonly HashSet<string> _keys = new(StringComparer.Ordinal);

    private BatchOutput(string path, BatchInput input)
    {
        _file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        try
        {
            CutIncompleteLine();
            ReadLines(input);
        }
        catch
        {
            _file.Dispose();
            throw;
        }

        Earlier = _keys.ToFrozenSet(StringComparer.Ordinal);
    }

    /// <summary>Gets the keys of the input lines that had a result when the file was opened.</summary>
    public FrozenSet<string> Earlier { get; }

    /// <summary>Gets the number of requests that succeeded, in this run and in earlier ones.</summary>
    public int Succeeded => _keys.Count - Failed;

    /// <summary>Gets the number of requests that failed, in this run and in earlier ones.</summary>
    public int Failed { get; private set; }

    /// <summary>Opens the file, or creates it.</summary>
    /// <param name="path">The path of the file.</param>
    /// <param name="input">The input to which the results belong.</param>
    /// <param name="retryFailed">Whether to remove the lines for failed requests, so that these requests are sent again.</param>
    /// <exception cref="ToolException">The file is not the output of a batch, or has a result for a line that is not in the input.</exception>
    public static BatchOutput Open(string path, BatchInput input, bool retryFailed)
    {
        var output = new BatchOutput(path, input);
        if (!retryFailed || output.Failed == 0)
        {
            return output;
        }

        output.Dispose();

        // If the program is killed here, the file still has all its lines.
        var copy = $"{path}.new";
        File.WriteAllLines(copy, File.ReadLines(path).Where(line => BatchResult.Read(line) is { IsSuccess: true }));
        File.Move(copy, path, overwrite: true);
        return new BatchOutput(path, input);
    }

    /// <summary>Determines whether there is a result for the input line with this key.</summary>
    public bool Has(string key) => _keys.Contains(key);

    /// <summary>Writes the result of a line to the file.</summary>
    public void Add(BatchLine line, JsonObject result, bool isSuccess)
    {
        _file.Write(Encoding.UTF8.GetBytes($"{result.ToJsonString(ToolJson.Readable)}\n"));
        _file.Flush();
        Count(line.Key, isSuccess);
    }

    public void Dispose() => _file.Dispose();

    private void Count(string key, bool isSuccess)
    {
        _keys.Add(key);
        Failed += isSuccess ? 0 : 1;
    }

    // If the program was killed while it was writing a line, the last line break is followed by the beginning of a result. If it is followed
    // by anything else, the file is not the output of a batch, and must not be overwritten.
    private void CutIncompleteLine()
    {
        var end = EndOfLastCompleteLine();
        var rest = new byte[Math.Min(BatchResult.MaxBeginning, _file.Length - end)];
        _file.Position = end;
        _file.ReadExactly(rest);
        if (!BatchResult.IsBeginning(Encoding.UTF8.GetString(rest)))
        {
            throw Unexpected("The last line");
        }

        _file.SetLength(end);
    }

    private long EndOfLastCompleteLine()
    {
        var block = new byte[64 * 1024];
        for (var end = _file.Length; end > 0; end -= Math.Min(end, block.Length))
        {
            var part = block.AsSpan(0, (int)Math.Min(end, block.Length));
            _file.Position = end - part.Length;
            _file.ReadExactly(part);
            if (part.LastIndexOf((byte)'\n') is var place and >= 0)
            {
                return end - part.Length + place + 1;
            }
        }

        return 0;
    }

    private void ReadLines(BatchInput input)
    {
        _file.Position = 0;
        using var reader = new StreamReader(_file, Encoding.UTF8, leaveOpen: true);
        for (var number = 1; reader.ReadLine() is { } line; number++)
        {
            var (key, isSuccess) = BatchResult.Read(line) ?? throw Unexpected(string.Create(CultureInfo.InvariantCulture, $"Line {number}"));
            Count(input.Has(key) ? key : throw Foreign(key, input), isSuccess);
        }

        _file.Position = _file.Length;
    }

    private ToolException Foreign(string key, BatchInput input) =>
        new($"{Path.GetFileName(_file.Name)} has a result for {key}, which is not in {input.Name}. Use another output file.");

    private ToolException Unexpected(string line) =>
        new($"{Path.GetFileName(_file.Name)} is not the output of a batch, so it is not overwritten. {line} is not a result.");
}
