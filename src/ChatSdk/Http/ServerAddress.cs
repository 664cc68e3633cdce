using System.Collections.Concurrent;

namespace ChatSdk;

/// <summary>Creates the URLs of operations from the server's address, which is a base address or the complete URL of an operation.</summary>
internal sealed class ServerAddress
{
    // This is not stored as a UriBuilder, which is not thread-safe: reading its Uri changes it.
    private readonly Uri _base;
    private readonly ConcurrentDictionary<string, Uri> _operations = new(StringComparer.Ordinal);

    /// <summary>Initializes a new instance of the <see cref="ServerAddress"/> class.</summary>
    /// <param name="baseAddress">The base address of the server, or the complete URL of an operation.</param>
    /// <param name="operations">The paths of the operations, by which a complete URL is recognized.</param>
    public ServerAddress(string baseAddress, IEnumerable<string> operations)
    {
        var address = new UriBuilder(new Uri(baseAddress.Trim())) { Fragment = "" };
        var path = address.Path.TrimEnd('/');

        // The path "/models" alone is a base, because some services expect the operations below it, as in "/models/chat/completions".
        var operation = path == "/models" ? null : operations.FirstOrDefault(name => EndsWith(path, name));
        address.Path = operation is not null ? Without(path, operation) : path.Length == 0 ? "/v1" : path;
        _base = address.Uri;
    }

    /// <summary>Gets the base address without its query, which may contain a key.</summary>
    public string WithoutQuery => _base.GetLeftPart(UriPartial.Path);

    /// <summary>Determines whether the address is <c>https+http://name</c> or <c>http+https://name</c>, which service discovery resolves to an address with the first of the two schemes that the service supports.</summary>
    public static bool NeedsDiscovery(Uri address) => address.Scheme is "https+http" or "http+https";

    /// <summary>Determines whether a request to the address would be sent to another machine unencrypted.</summary>
    public static bool IsUnencrypted(Uri address) => address.Scheme == "http" && !address.IsLoopback;

    /// <summary>Determines whether two addresses have the same scheme, host and port.</summary>
    public static bool HaveSameOrigin(string one, string other) => OriginOf(one) == OriginOf(other);

    /// <summary>Returns an address with additional query parameters, which replace existing parameters with the same name.</summary>
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

    /// <summary>Returns the URL of an operation, such as <c>chat/completions</c>, with the query of the base address.</summary>
    public Uri Of(string operation) => _operations.GetOrAdd(operation, static (name, self) => self.Below(name, name), this);

    /// <summary>Returns the URL for a path that begins with the path of an operation, such as <c>chat/completions/id?limit=2</c>.</summary>
    public Uri Of(string path, string operation) => path == operation ? Of(operation) : Below(path, operation);

    private static (string Scheme, string Host, int Port) OriginOf(string address)
    {
        var uri = new Uri(address.Trim());
        return (uri.Scheme, uri.IdnHost, uri.Port);
    }

    private Uri Below(string path, string operation)
    {
        var root = _base.AbsolutePath.TrimEnd('/');
        var (below, query) = path.IndexOf('?', StringComparison.Ordinal) is >= 0 and var mark ? (path[..mark], path[(mark + 1)..]) : (path, "");

        // The constructor recognizes complete URLs of the known operations. Here, the URL of any other operation is recognized.
        var start = root.Length > operation.Length + 1 && EndsWith(root, operation) ? Without(root, operation) : root;
        var address = new UriBuilder(_base) { Path = $"{start}/{below}" };
        address.Query = string.Join('&', new[] { address.Query.TrimStart('?'), query }.Where(part => part.Length > 0));
        return address.Uri;
    }

    private static bool EndsWith(string path, string operation) =>
        operation.Length > 0 && path.Length > operation.Length && path[^(operation.Length + 1)] == '/' && path.EndsWith(operation, StringComparison.OrdinalIgnoreCase);

    private static string Without(string path, string operation) => path[..^(operation.Length + 1)];
}
