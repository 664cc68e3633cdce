namespace ChatSdk;

/// <summary>Completes the options of a fallback server with those of the client.</summary>
internal static class FallbackServer
{
    public static ChatClientOptions Complete(ChatClientOptions server, ChatClientOptions client)
    {
        if (string.IsNullOrWhiteSpace(server.BaseAddress))
        {
            var sameServer = client.Copy();
            sameServer.Model = server.Model;
            if (server.ApiKey is not null || server.ApiKeyProvider is not null)
            {
                (sameServer.ApiKey, sameServer.ApiKeyProvider) = (server.ApiKey, server.ApiKeyProvider);
            }

            foreach (var (name, value) in server.Headers)
            {
                sameServer.Headers[name] = value;
            }

            return sameServer;
        }

        var complete = server.Copy();
        complete.TimeProvider = client.TimeProvider;
        complete.LoggerFactory = client.LoggerFactory;
        complete.RetryTelemetry = client.RetryTelemetry;
        complete.RetriedElsewhere = client.RetriedElsewhere;
        return complete;
    }
}
