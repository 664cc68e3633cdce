using System.Text.Json;

namespace ChatSdk;

/// <summary>Reads a whole answer from its bytes.</summary>
/// <exception cref="JsonException">It is not the JSON that was expected.</exception>
internal delegate ValueTask<T> AnswerParser<T>(ArraySegment<byte> body, ChatResponseInfo response, CancellationToken cancellationToken);

/// <summary>Sends calls and brings back answers: building the request, attempts, limits of time, errors.</summary>
internal sealed class ChatTransport
{
    // Some gateways refuse requests that do not say who sends them.
    private static readonly string _userAgent = $"ChatSdk/{typeof(ChatTransport).Assembly.GetName().Version?.ToString(3)}";

    private readonly Func<HttpClient> _http;
    private readonly ChatClientOptions _options;
    private readonly ServerAddress _address;
    private readonly RetryBudget _budget = new();
    private readonly RetryPipeline _pipeline;
    private volatile bool _isClosed;

    public ChatTransport(ChatClientOptions options, Func<HttpClient> http)
    {
        _options = options;
        _http = http;
        _address = new ServerAddress(options.BaseAddress!);
        _pipeline = new RetryPipeline(options, _budget);
    }

    /// <summary>Sends a call and reads the whole answer.</summary>
    public async Task<T> AskAsync<T>(ChatCall call, AnswerParser<T> parse, CancellationToken cancellationToken)
    {
        using var context = new CallContext(call.Options, cancellationToken);
        try
        {
            return await PipelineOf(call).RunAsync(token => AskOnceAsync(call, parse, context, token), context).ConfigureAwait(false);
        }
        catch (OperationCanceledException exception) when (context.IsOver)
        {
            throw context.Explain(exception);
        }
    }

    /// <summary>Sends a call and reads its stream up to the first chunk.</summary>
    public async ValueTask<ChatStream<T>> OpenStreamAsync<T>(ChatCall call, CallContext context)
        where T : WireRecord, IWireRecord<T>, IStreamChunk
    {
        try
        {
            return await PipelineOf(call).RunAsync(token => OpenStreamOnceAsync<T>(call, context, token), context).ConfigureAwait(false);
        }
        catch (OperationCanceledException exception) when (context.IsOver)
        {
            throw context.Explain(exception);
        }
    }

    /// <summary>Tells calls that are under way why their connections are taken from them.</summary>
    public void Close() => _isClosed = true;

    private RetryPipeline PipelineOf(ChatCall call) =>
        ReferenceEquals(call.Options, _options) ? _pipeline : new RetryPipeline(call.Options, _budget);

    private async ValueTask<T> AskOnceAsync<T>(ChatCall call, AnswerParser<T> parse, CallContext context, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(call, cancellationToken).ConfigureAwait(false);
        var info = context.Response = new ChatResponseInfo(response, call.Options);
        var body = await OpenBodyAsync(response, call.Options, cancellationToken).ConfigureAwait(false);
        await using var closing = body.ConfigureAwait(false);
        try
        {
            await ThrowIfErrorAsync(response, info, body, call.Options, cancellationToken).ConfigureAwait(false);
            using var bytes = await BodyReader.ReadAsync(body, call.Options.MaxEventBytes, cancellationToken).ConfigureAwait(false);
            return await ParseAsync(bytes.Bytes, parse, info, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            await body.AbortAsync().ConfigureAwait(false);
            throw;
        }
    }

    private async ValueTask<ChatStream<T>> OpenStreamOnceAsync<T>(ChatCall call, CallContext context, CancellationToken cancellationToken)
        where T : WireRecord, IWireRecord<T>, IStreamChunk
    {
        var response = await SendAsync(call, cancellationToken).ConfigureAwait(false);
        ChatStream<T>? stream = null;
        try
        {
            var info = context.Response = new ChatResponseInfo(response, call.Options, call.HasOneChoice);
            var body = await OpenBodyAsync(response, call.Options, cancellationToken).ConfigureAwait(false);
            stream = new ChatStream<T>(response, body, info, call.Options);
            await ThrowIfErrorAsync(response, info, body, call.Options, cancellationToken).ConfigureAwait(false);
            await stream.ReadFirstAsync(cancellationToken).ConfigureAwait(false);
            return stream;
        }
        catch
        {
            if (stream is not null)
            {
                await stream.DisposeAsync().ConfigureAwait(false);
            }

            response.Dispose();
            throw;
        }
    }

    private async ValueTask<HttpResponseMessage> SendAsync(ChatCall call, CancellationToken cancellationToken)
    {
        var address = ReferenceEquals(call.Options, _options) ? _address : new ServerAddress(call.Options.BaseAddress!);
        using var request = await RequestBuilder.BuildAsync(call, address, cancellationToken).ConfigureAwait(false);
        try
        {
            var http = _http();
            if (!request.Headers.Contains("User-Agent") && !http.DefaultRequestHeaders.Contains("User-Agent"))
            {
                HeaderText.Set(request.Headers, "User-Agent", _userAgent);
            }

            (request.Version, request.VersionPolicy) = (http.DefaultRequestVersion, http.DefaultVersionPolicy);
            return await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not (OperationCanceledException or ObjectDisposedException) && cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException("The request was cancelled.", exception, cancellationToken);
        }
        catch (OperationCanceledException exception) when (_isClosed && !cancellationToken.IsCancellationRequested)
        {
            throw new ObjectDisposedException("The ChatClient was disposed while it waited for an answer.", exception);
        }
        catch (Exception exception) when (exception is not ObjectDisposedException && !cancellationToken.IsCancellationRequested)
        {
            throw NetworkErrors.Translate(exception, request.RequestUri);
        }
    }

    private static async ValueTask<ResponseStream> OpenBodyAsync(HttpResponseMessage response, ChatClientOptions options, CancellationToken cancellationToken)
    {
        var body = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        var unpacked = Decompression.Of(response, body);
        return new ResponseStream(unpacked, options.TimeProvider) { ExpectedLength = unpacked == body ? response.Content.Headers.ContentLength : null };
    }

    private static async ValueTask ThrowIfErrorAsync(HttpResponseMessage response, ChatResponseInfo info, ResponseStream body, ChatClientOptions options, CancellationToken cancellationToken)
    {
        if (response.IsSuccessStatusCode)
        {
            return;
        }

        var bytes = await BodyReader.ReadErrorAsync(body, options.TimeProvider, cancellationToken).ConfigureAwait(false);
        throw ErrorReader.ReadResponse(info, bytes);
    }

    private static async ValueTask<T> ParseAsync<T>(ArraySegment<byte> body, AnswerParser<T> parse, ChatResponseInfo response, CancellationToken cancellationToken)
    {
        try
        {
            return await parse(body, response, cancellationToken).ConfigureAwait(false);
        }
        catch (JsonException)
        {
            // Without it as the reason: its message quotes the body.
            throw ErrorReader.ReadPayload(body, isNamedError: false, response) ?? (ChatException)NotTheProtocol(body, response);
        }
    }

    private static ChatProtocolException NotTheProtocol(ArraySegment<byte> body, ChatResponseInfo response)
    {
        var type = OneLine.Of(response.Headers.GetValueOrDefault("content-type", "no content type"), 100);
        var what = body.Count == 0 ? "The server answered with an empty body" : $"The answer is not the JSON of the protocol ({type})";
        var words = $"{what}. Is the address right? Asked: {response.Address}";
        return new ChatProtocolException(words, Excerpt.Of(body));
    }
}
