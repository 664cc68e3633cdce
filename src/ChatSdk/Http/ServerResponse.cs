namespace ChatSdk;

/// <summary>A response from a server or from the response cache. Its body has not been read yet.</summary>
internal sealed class ServerResponse : IAsyncDisposable
{
    private readonly HttpResponseMessage _message;

    private ServerResponse(HttpResponseMessage message, ResponseStream body, ChatResponseInfo info, ChatClientOptions options) =>
        (_message, Body, Info, Options) = (message, body, info, options);

    public ResponseStream Body { get; }

    public ChatResponseInfo Info { get; }

    /// <summary>Gets the options with which the request was sent. Within a call, they also identify the server, because each server has its own options object.</summary>
    public ChatClientOptions Options { get; }

    /// <summary>Gets the value of <c>Content-Type</c>.</summary>
    public string? ContentType => _message.Content.Headers.ContentType?.ToString();

    public string? MediaType => _message.Content.Headers.ContentType?.MediaType;

    /// <summary>Opens the body of a response. The response is disposed together with the result. If this method fails, it disposes the response.</summary>
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

    /// <summary>Throws an exception if the server responded with an error.</summary>
    /// <exception cref="ChatApiException">The status does not indicate success. The response is closed.</exception>
    /// <exception cref="ChatConnectionException">The error is from a proxy.</exception>
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

    /// <summary>Closes the connection immediately, so that the server stops generating the answer.</summary>
    public ValueTask AbortAsync() => Body.AbortAsync();

    // The body disposes the message.
    public ValueTask DisposeAsync() => Body.DisposeAsync();
}
