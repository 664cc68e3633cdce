namespace ChatSdk;

/// <summary>Completes the settings of a server that is asked after the client's own.</summary>
internal static class FallbackServer
{
    public static ChatClientOptions Complete(ChatClientOptions server, ChatClientOptions client)
    {
        if (string.IsNullOrWhiteSpace(server.BaseAddress))
        {
            var sameServer = client.Copy();
            sameServer.Model = server.Model;
            return sameServer;
        }

        var complete = server.Copy();
        complete.TimeProvider = client.TimeProvider;
        complete.LoggerFactory = client.LoggerFactory;
        complete.MaxRetries = client.LeavesRetries ? 0 : server.MaxRetries;
        return complete;
    }
}
