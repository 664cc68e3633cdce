namespace ChatSdk;

/// <summary>Makes the address of an operation from whatever form of the server's address the caller has.</summary>
internal sealed class ServerAddress
{
    private static readonly string[] _operations = ["/chat/completions", "/completions", "/models"];

    private readonly UriBuilder _base;

    public ServerAddress(string baseAddress)
    {
        _base = new UriBuilder(new Uri(baseAddress.Trim())) { Fragment = "" };
        var path = _base.Path.TrimEnd('/');
        var operation = _operations.FirstOrDefault(name => path.EndsWith(name, StringComparison.OrdinalIgnoreCase));
        _base.Path = operation is not null ? path[..^operation.Length] : path.Length == 0 ? "/v1" : path;
    }

    /// <summary>Gives the address of an operation, such as <c>chat/completions</c>. The query of the base stays.</summary>
    public Uri Of(string operation) => new UriBuilder(_base.Uri) { Path = $"{_base.Path.TrimEnd('/')}/{operation}" }.Uri;
}
