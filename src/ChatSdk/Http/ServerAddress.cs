using System.Collections.Concurrent;

namespace ChatSdk;

/// <summary>Makes the address of an operation from whatever form of the server's address the caller has.</summary>
internal sealed class ServerAddress
{
    private static readonly string[] _operations = ["/chat/completions", "/completions", "/models"];

    // Not the builder: reading its address changes it, and calls come from several threads.
    private readonly Uri _base;
    private readonly ConcurrentDictionary<string, Uri> _made = new(StringComparer.Ordinal);

    public ServerAddress(string baseAddress)
    {
        var address = new UriBuilder(new Uri(baseAddress.Trim())) { Fragment = "" };
        var path = address.Path.TrimEnd('/');

        // A path of nothing but "/models" is a base: there are services whose operations stand below it.
        var operation = path == "/models" ? null : _operations.FirstOrDefault(name => path.EndsWith(name, StringComparison.OrdinalIgnoreCase));
        address.Path = operation is not null ? path[..^operation.Length] : path.Length == 0 ? "/v1" : path;
        _base = address.Uri;
    }

    /// <summary>Gives an address with these in its query, in place of its own of the same names.</summary>
    public static string WithQuery(string address, IDictionary<string, string> query)
    {
        if (query.Count == 0 || !Uri.TryCreate(address.Trim(), UriKind.Absolute, out var uri))
        {
            return address;
        }

        var added = query.Select(item => $"{Uri.EscapeDataString(item.Key)}={Uri.EscapeDataString(item.Value)}");
        var kept = uri.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Where(item => !query.ContainsKey(Uri.UnescapeDataString(item.Split('=')[0])));
        return new UriBuilder(uri) { Query = string.Join('&', [.. kept, .. added]) }.Uri.AbsoluteUri;
    }

    /// <summary>Gives the address of an operation, such as <c>chat/completions</c>. The query of the base stays.</summary>
    public Uri Of(string operation) => _made.GetOrAdd(operation, static (name, root) => new UriBuilder(root) { Path = $"{root.AbsolutePath.TrimEnd('/')}/{name}" }.Uri, _base);
}
