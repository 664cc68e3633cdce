namespace ChatSdk.Tool;

/// <summary>The latest lines that the user has typed, oldest first. They are stored in a file. Except on Windows, the file is created so that only the user can read it.</summary>
internal sealed class InputHistory
{
    private const int _maxLines = 1_000;

    private readonly string _path;
    private readonly List<string> _lines;

    /// <summary>Reads the file, if it exists.</summary>
    public InputHistory(string path)
    {
        _path = path;
        _lines = Read(path);
    }

    /// <summary>Gets the number of lines.</summary>
    public int Count => _lines.Count;

    /// <summary>Gets a line.</summary>
    public string this[int index] => _lines[index];

    /// <summary>Adds a line, unless it is blank or repeats the previous one.</summary>
    public void Add(string line)
    {
        // Each line of the history must be one line of the file.
        line = line.ReplaceLineEndings(" ");
        if (!string.IsNullOrWhiteSpace(line) && (_lines.Count == 0 || _lines[^1] != line))
        {
            _lines.Add(line);
            _lines.RemoveRange(0, Math.Max(0, _lines.Count - _maxLines));
            Write();
        }
    }

    private static List<string> Read(string path)
    {
        try
        {
            return File.Exists(path) ? [.. File.ReadAllLines(path)] : [];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    // The history is a convenience: if it cannot be stored, the chat continues.
    private void Write()
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
            FileStreamOptions options = new() { Mode = FileMode.Create, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            using StreamWriter writer = new(_path, options);
            foreach (var line in _lines)
            {
                writer.WriteLine(line);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The chat continues.
        }
    }
}
