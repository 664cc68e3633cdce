namespace ChatSdk.Tool;

/// <summary>
/// The input file of a batch. It is checked before anything is sent, and read again while its requests are sent, so that it need not fit
/// in memory.
/// </summary>
internal sealed class BatchInput
{
    private readonly string _path;
    private readonly HashSet<string> _keys = new(StringComparer.Ordinal);

    /// <summary>Reads the file for the first time.</summary>
    /// <exception cref="ToolException">The file is not UTF-8, or has the same <c>custom_id</c> twice.</exception>
    public BatchInput(string path)
    {
        _path = path;
        foreach (var line in Lines())
        {
            if (!_keys.Add(line.Key))
            {
                throw new ToolException($"{Name} has the {line.Key} on more than one line, so the results of these lines could not be told apart.");
            }

            if (line.Request?.Model is { } model)
            {
                Models.Add(model);
            }
        }
    }

    /// <summary>Gets the number of lines that are not empty.</summary>
    public int Count => _keys.Count;

    /// <summary>Gets the names of the models in the lines.</summary>
    public HashSet<string> Models { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Gets the name of the file.</summary>
    public string Name => Path.GetFileName(_path);

    /// <summary>Determines whether there is a line with this key.</summary>
    public bool Has(string key) => _keys.Contains(key);

    /// <summary>Returns the number of lines that have no result in the output.</summary>
    public int CountRemaining(BatchOutput output) => _keys.Count(key => !output.Has(key));

    /// <summary>Reads the lines.</summary>
    public IEnumerable<BatchLine> Lines() => BatchLine.ReadAll(_path);
}
