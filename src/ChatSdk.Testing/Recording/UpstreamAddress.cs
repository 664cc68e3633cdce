namespace ChatSdk.Testing;

/// <summary>The address of the recorded server, in any form that the client accepts.</summary>
internal sealed class UpstreamAddress
{
    private readonly ServerAddress _address;

    public UpstreamAddress(string address)
    {
        ArgumentException.ThrowIfNullOrEmpty(address);
        if (!Uri.TryCreate(address.Trim(), UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
        {
            throw new ArgumentException("The address of the server must be a valid URL that begins with http:// or https://.", nameof(address));
        }

        IsLoopback = uri.IsLoopback;
        Query = uri.Query;
        _address = new ServerAddress(address, Endpoints.Paths);
    }

    public bool IsLoopback { get; }

    public string Query { get; }

    /// <summary>Returns the address for a request. The query of the base address precedes the query of the request.</summary>
    public Uri Of(FakeRequest request)
    {
        var uri = _address.Of(RecordingForm.PathOf(request).TrimStart('/'));
        string[] query = [uri.Query.TrimStart('?'), request.Query.TrimStart('?')];
        return new UriBuilder(uri) { Query = string.Join('&', query.Where(part => part.Length > 0)) }.Uri;
    }
}
