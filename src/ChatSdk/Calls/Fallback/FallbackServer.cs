namespace ChatSdk;

/// <summary>
/// Completes the options of a fallback server with those of the client. A server with the same origin receives all headers; a server
/// with a different origin receives the client's headers only if its options allow it.
/// </summary>
internal static class FallbackServer
{
    public static ChatClientOptions Complete(ChatClientOptions server, ChatClientOptions client)
    {
        if (string.IsNullOrWhiteSpace(server.BaseAddress))
        {
            var sameServer = client.Copy();
            sameServer.Model = server.Model;
            sameServer.ForwardHeaders = true;
            if (server.ApiKey is not null || server.ApiKeyProvider is not null)
            {
                (sameServer.ApiKey, sameServer.ApiKeyProvider) = (server.ApiKey, server.ApiKeyProvider);
            }

            sameServer.RateLimits = server.RateLimits ?? sameServer.RateLimits;
            foreach (var (name, value) in server.Headers)
            {
                sameServer.Headers[name] = value;
            }

            sameServer.Prices = server.Prices.Count > 0 ? server.Prices : client.Prices;
            sameServer.AddBudgets(server.Budgets);
            return sameServer;
        }

        var complete = server.Copy();
        complete.TimeProvider = client.TimeProvider;
        complete.LoggerFactory = client.LoggerFactory;
        complete.TokenCounter ??= client.TokenCounter;
        complete.RetryTelemetry = client.RetryTelemetry;
        if (client.Strategies is not null)
        {
            // Strategies apply to the client as a whole, with the settings that they replace.
            (complete.Strategies, complete.MaxRetries, complete.AttemptTimeout) = (client.Strategies, client.MaxRetries, client.AttemptTimeout);
            (complete.RetryDelay, complete.MaxRetryDelay) = (client.RetryDelay, client.MaxRetryDelay);
        }

        complete.Prices = server.Prices.Count > 0 ? server.Prices : client.Prices;
        complete.AddBudgets(client.Budgets);
        complete.SeparateThinkTags |= client.SeparateThinkTags;
        if (ServerAddress.HaveSameOrigin(server.BaseAddress, client.BaseAddress!))
        {
            complete.ForwardHeaders = true;
            complete.AllowInsecureHttp |= client.AllowInsecureHttp;
        }

        // A handler that retries can only be part of the client's own HttpClient, which is not used for a server that receives none of the client's headers.
        complete.RetriedElsewhere = complete.ForwardHeaders ? client.RetriedElsewhere : null;
        return complete;
    }
}
