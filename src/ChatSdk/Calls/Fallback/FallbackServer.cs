namespace ChatSdk;

/// <summary>
/// Completes the options of a fallback server with those of the client. A server with the client's origin receives the headers in the call
/// options and those from the client's <see cref="HttpClient"/>; a server with a different origin receives them only if its
/// <see cref="ChatClientOptions.ForwardHeaders"/> is set.
/// </summary>
internal static class FallbackServer
{
    public static ChatClientOptions Complete(ChatClientOptions server, ChatClientOptions client)
    {
        var complete = string.IsNullOrWhiteSpace(server.BaseAddress) ? SameServer(server, client) : OtherServer(server, client);
        complete.Prices = server.Prices.Count > 0 ? server.Prices : client.Prices;
        complete.AddBudgets(server.Budgets);
        complete.AddBudgets(client.Budgets);
        return complete;
    }

    private static ChatClientOptions SameServer(ChatClientOptions server, ChatClientOptions client)
    {
        var complete = client.Copy();
        complete.Model = server.Model;
        complete.ForwardHeaders = true;
        complete.RateLimits = server.RateLimits ?? client.RateLimits;
        if (server.ApiKey is not null || server.ApiKeyProvider is not null)
        {
            (complete.ApiKey, complete.ApiKeyProvider) = (server.ApiKey, server.ApiKeyProvider);
        }

        foreach (var (name, value) in server.Headers)
        {
            complete.Headers[name] = value;
        }

        return complete;
    }

    private static ChatClientOptions OtherServer(ChatClientOptions server, ChatClientOptions client)
    {
        var complete = server.Copy();
        complete.TimeProvider = client.TimeProvider;
        complete.LoggerFactory = client.LoggerFactory;
        complete.TokenCounter ??= client.TokenCounter;
        complete.RetryTelemetry = client.RetryTelemetry;
        if (client.Strategies is not null)
        {
            // The client's Polly strategies apply to all its servers, and so do the settings for retries and timeouts.
            (complete.Strategies, complete.MaxRetries, complete.AttemptTimeout) = (client.Strategies, client.MaxRetries, client.AttemptTimeout);
            (complete.RetryDelay, complete.MaxRetryDelay) = (client.RetryDelay, client.MaxRetryDelay);
        }

        complete.SeparateThinkTags |= client.SeparateThinkTags;
        if (ServerAddress.HaveSameOrigin(server.BaseAddress!, client.BaseAddress!))
        {
            complete.ForwardHeaders = true;
            complete.AllowInsecureHttp |= client.AllowInsecureHttp;
        }

        // A handler that retries can only be part of the client's own HttpClient, which is not used for a server that receives none of
        // the client's headers.
        complete.RetriedElsewhere = complete.ForwardHeaders ? client.RetriedElsewhere : null;
        return complete;
    }
}
