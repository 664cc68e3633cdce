namespace ChatSdk;

/// <summary>The proxy that the environment sets for an address: the default of every <see cref="HttpClient"/>.</summary>
internal static class ProxyAddress
{
    /// <summary>Gets the proxy, without its user and password; <see langword="null"/> if there is none for this address.</summary>
    public static string? Of(Uri? address)
    {
        if (address is null || OperatingSystem.IsBrowser())
        {
            return null;
        }

        var proxy = HttpClient.DefaultProxy;
        return !proxy.IsBypassed(address) && proxy.GetProxy(address) is { } uri && uri != address ? $"{uri.Scheme}://{uri.Authority}" : null;
    }
}
