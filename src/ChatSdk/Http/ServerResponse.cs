namespace ChatSdk;

/// <summary>One response, from a server or from the cache, with its body still to be read.</summary>
internal sealed class ServerResponse : IAsyncDisposable
{
    private readonly HttpResponseMessage _message;

    private ServerResponse(HttpResponseMessage message, ResponseStream body, ChatResponseInfo info, ChatClientOptions options) =>
        (_message, Body, Info, Options) = (message, body, info, options);

    public ResponseStream Body { get; }

    public ChatResponseInfo Info { get; }

    /// <summary>Gets the settings that the request was sent with, which tell the servers of a client apart.</summary>
    public ChatClientOptions Options { get; }

    /// <summary>Gets the value of <c>Content-Type</c>.</summary>
    public string? ContentType => _message.Content.Headers.ContentType?.ToString();

    public string? MediaType => _message.Content.Headers.ContentType?.MediaType;

    /// <summary>Opens the body of a response, which is disposed with the result, or here if that fails.</summary>
    public static async ValueTask<ServerResponse> OpenAsync(HttpResponseMessage message, ChatResponseInfo info, ChatClientOptions options, CancellationToken cancellationToken)
    {
        try
        {
            var body = await ResponseStream.OpenAsync(message, options.TimeProvider, cancellationToken).ConfigureAwait(false);
            return new ServerResponse(message, body, info, options);
        }
        catch
        {
            message.Dispose();
            throw;
        }
    }

    /// <summary>Throws the error that the server answered with, if it did.</summary>
    /// <exception cref="ChatApiException">The status is not one of success. The response is closed.</exception>
    /// <exception cref="ChatConnectionException">It is a proxy that answered.</exception>
    public async ValueTask ThrowIfErrorAsync(CancellationToken cancellationToken)
    {
        if (_message.IsSuccessStatusCode)
        {
            return;
        }

        try
        {
            var bytes = await BodyReader.ReadErrorAsync(Body, Options.TimeProvider, cancellationToken).ConfigureAwait(false);
            throw ProxyErrors.Of(Info) ?? (ChatException)ErrorReader.ReadResponse(Info, bytes);
        }
        finally
        {
            await AbortAsync().ConfigureAwait(false);
            await DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Closes the connection at once, so that the server stops.</summary>
    public ValueTask AbortAsync() => Body.AbortAsync();

    // The body disposes the message.
    public ValueTask DisposeAsync() => Body.DisposeAsync();
}
