using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace ChatSdk;

/// <summary>Reads a whole answer from its bytes.</summary>
/// <exception cref="JsonException">It is not the JSON that was expected.</exception>
internal delegate ValueTask<T> AnswerParser<T>(ArraySegment<byte> body, ChatResponseInfo response, CancellationToken cancellationToken);

/// <summary>Sends calls to one server and brings back what it answers: building the request, attempts, limits of time, errors.</summary>
internal sealed class ChatTransport
{
    // Some gateways refuse requests that do not say who sends them.
    private static readonly string _userAgent = $"ChatSdk/{typeof(ChatTransport).Assembly.GetName().Version?.ToString(3)}";

    private readonly Func<HttpClient> _http;
    private readonly ChatClientOptions _options;
    private readonly ServerAddress _address;
    private readonly RetryBudget _budget = new();
    private readonly RetryPipeline _pipeline;
    private readonly ILogger _log;
    private volatile bool _isClosed;

    public ChatTransport(ChatClientOptions options, Func<HttpClient> http)
    {
        _options = options;
        _http = http;
        _address = new ServerAddress(options.BaseAddress!);
        _log = ChatLog.Of(options.LoggerFactory);
        _pipeline = new RetryPipeline(options, _budget, _log);
    }

    public ChatClientOptions Options => _options;

    /// <summary>Gets the server's address without its query, which may hold a key.</summary>
    public string Address => _address.Of("").GetLeftPart(UriPartial.Path);

    /// <summary>Sends a call and reads the whole answer.</summary>
    public ValueTask<T> AskAsync<T>(ChatCall call, AnswerParser<T> parse, CallContext context) => context.IsFromCache
        ? AskOnceAsync(call, parse, context, context.Token)
        : PipelineOf(call).RunAsync(token => AskOnceAsync(call, parse, context, token), context);

    /// <summary>Sends a call and reads its stream up to the first chunk.</summary>
    public ValueTask<ChatStream<T>> OpenStreamAsync<T>(ChatCall call, CallContext context)
        where T : WireRecord, IWireRecord<T>, IStreamChunk => context.IsFromCache
        ? OpenStreamOnceAsync<T>(call, context, context.Token)
        : PipelineOf(call).RunAsync(token => OpenStreamOnceAsync<T>(call, context, token), context);

    /// <summary>Tells calls that are under way why their connections are taken from them.</summary>
    public void Close() => _isClosed = true;

    private RetryPipeline PipelineOf(ChatCall call) =>
        ReferenceEquals(call.Options, _options) ? _pipeline : new RetryPipeline(call.Options, _budget, _log);

    private async ValueTask<T> AskOnceAsync<T>(ChatCall call, AnswerParser<T> parse, CallContext context, CancellationToken cancellationToken)
    {
        using var response = await RespondAsync(call, context, cancellationToken).ConfigureAwait(false);
        var info = context.Response = InfoOf(response, call, context);
        var body = await OpenBodyAsync(response, call.Options, context.Cached, cancellationToken).ConfigureAwait(false);
        await using var closing = body.ConfigureAwait(false);
        try
        {
            await ThrowIfErrorAsync(response, info, body, call.Options, cancellationToken).ConfigureAwait(false);
            using var bytes = await BodyReader.ReadAsync(body, call.Options.MaxMessageBytes, cancellationToken).ConfigureAwait(false);
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
        var response = await RespondAsync(call, context, cancellationToken).ConfigureAwait(false);
        ChatStream<T>? stream = null;
        try
        {
            var info = context.Response = InfoOf(response, call, context);
            var body = await OpenBodyAsync(response, call.Options, context.Cached, cancellationToken).ConfigureAwait(false);
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

    private static ChatResponseInfo InfoOf(HttpResponseMessage response, ChatCall call, CallContext context) =>
        new(response, call.Options, call.HasOneChoice) { IsFromCache = context.IsFromCache };

    /// <summary>Gives the server's response, or the one that the cache kept.</summary>
    [SuppressMessage("Reliability", "CA2000", Justification = "Who asked for it disposes it.")]
    private ValueTask<HttpResponseMessage> RespondAsync(ChatCall call, CallContext context, CancellationToken cancellationToken) =>
        context.Cached?.Entry is { } kept ? ValueTask.FromResult(kept.ToResponse()) : SendAsync(call, context, cancellationToken);

    private async ValueTask<HttpResponseMessage> SendAsync(ChatCall call, CallContext context, CancellationToken cancellationToken)
    {
        var address = ReferenceEquals(call.Options, _options) ? _address : new ServerAddress(call.Options.BaseAddress!);
        using var request = await RequestBuilder.BuildAsync(call, address, cancellationToken).ConfigureAwait(false);
        _log.AttemptStarted(context.Attempts, request.RequestUri);
        try
        {
            var http = _http();
            if (!request.Headers.Contains("User-Agent") && !http.DefaultRequestHeaders.Contains("User-Agent"))
            {
                HeaderText.Set(request.Headers, "User-Agent", _userAgent);
            }

            (request.Version, request.VersionPolicy) = (http.DefaultRequestVersion, http.DefaultVersionPolicy);
            var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
            _log.Answered(context.Attempts, response);
            return response;
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

    private static async ValueTask<ResponseStream> OpenBodyAsync(HttpResponseMessage response, ChatClientOptions options, CachedCall? cached, CancellationToken cancellationToken)
    {
        var body = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        var unpacked = Decompression.Of(response, body);
        var stream = new ResponseStream(unpacked, options.TimeProvider) { ExpectedLength = unpacked == body ? response.Content.Headers.ContentLength : null };
        if (cached is { Entry: null } && response.IsSuccessStatusCode)
        {
            stream.CopyTo(cached.NewCopy(response.Content.Headers.ContentType?.ToString()));
        }

        return stream;
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
