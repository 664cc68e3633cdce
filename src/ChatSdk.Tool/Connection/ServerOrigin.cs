namespace ChatSdk.Tool;

/// <summary>Compares servers, because a key may be sent only to the server that it was specified for.</summary>
internal static class ServerOrigin
{
    /// <summary>Determines whether two absolute addresses have the same scheme, host and port.</summary>
    public static bool IsSame(Uri one, Uri other) => (one.Scheme, one.Host, one.Port) == (other.Scheme, other.Host, other.Port);
}
