namespace ChatSdk;

/// <summary>Determines the proxy that an <see cref="HttpClient"/> uses by default, according to environment variables or system settings.</summary>
internal static class ProxyAddress
{
    /// <summary>Returns the proxy for an address, without user name and password; <see langword="null"/> if there is none.</summary>
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
