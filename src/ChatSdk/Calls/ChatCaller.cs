namespace ChatSdk;

/// <summary>Makes the calls of a client: takes an answer that was kept, or asks the first server that can answer, and reports how it went.</summary>
internal sealed class ChatCaller
{
    private readonly ChatTransport[] _transports;
    private readonly ServerList? _servers;
    private readonly ResponseCache? _cache;

    public ChatCaller(ChatClientOptions options, Func<HttpClient> http)
    {
        _transports = [new(options, http), .. (options.Fallback?.Servers ?? []).Select(server => new ChatTransport(FallbackServer.Complete(server, options), http))];
        _servers = options.Fallback is { } fallback ? new ServerList(_transports, fallback.Cooldown) : null;
        _cache = options.Cache is { } cache ? new ResponseCache(cache.Store, cache.Options, options.TimeProvider, ChatLog.Of(options.LoggerFactory)) : null;
    }

    /// <summary>Makes a call and gives its whole answer.</summary>
    public async Task<T> AskAsync<T>(ChatCall call, AnswerParser<T> parse, CancellationToken cancellationToken)
    {
        using var context = new CallContext(call, cancellationToken);
        try
        {
            if (_cache is not null)
            {
                context.Cached = await _cache.FindAsync(call, context.Token).ConfigureAwait(false);
            }

            var answer = await AnswerAsync(call, parse, context).ConfigureAwait(false);
            context.Report?.Answered(answer as WireRecord);
            await KeepAsync(context, answer as WireRecord).ConfigureAwait(false);
            return answer;
        }
        catch (OperationCanceledException exception) when (context.IsOver)
        {
            throw context.Explain(exception);
        }
        catch (Exception exception) when (context.Notes(exception))
        {
            throw;
        }
    }

    /// <summary>Makes a call and reads its stream up to the first chunk.</summary>
    public async ValueTask<ChatStream<T>> OpenStreamAsync<T>(ChatCall call, CallContext context)
        where T : WireRecord, IWireRecord<T>, IStreamChunk
    {
        try
        {
            if (_cache is not null)
            {
                context.Cached = await _cache.FindAsync(call, context.Token).ConfigureAwait(false);
            }

            var stream = await StreamAsync<T>(call, context).ConfigureAwait(false);
            context.Report?.Streaming(stream.Answer);
            return stream;
        }
        catch (OperationCanceledException exception) when (context.IsOver)
        {
            throw context.Explain(exception);
        }
    }

    /// <summary>Keeps the answer of a stream that has come to its end.</summary>
    public ValueTask EndStreamAsync(CallContext context, ChatCompletionAccumulator answer) =>
        context.Cached is { Entry: null } ? KeepAsync(context, answer.ToCompletion()) : default;

    /// <summary>Tells calls that are under way why their connections are taken from them.</summary>
    public void Close() => Array.ForEach(_transports, transport => transport.Close());

    // What another server says is not the answer of the one that the key names.
    private ValueTask KeepAsync(CallContext context, WireRecord? answer) =>
        context is { Cached: { } cached, IsFirstServer: true } ? _cache!.KeepAsync(cached, answer) : default;

    private ValueTask<T> AnswerAsync<T>(ChatCall call, AnswerParser<T> parse, CallContext context) => _servers is null || context.IsFromCache
        ? _transports[0].AskAsync(call, parse, context)
        : AnswerByOneAsync(_servers, call, parse, context);

    private ValueTask<ChatStream<T>> StreamAsync<T>(ChatCall call, CallContext context)
        where T : WireRecord, IWireRecord<T>, IStreamChunk => _servers is null || context.IsFromCache
        ? _transports[0].OpenStreamAsync<T>(call, context)
        : StreamByOneAsync<T>(_servers, call, context);

    // Apart, because a method with a closure makes it on every call.
    private static ValueTask<T> AnswerByOneAsync<T>(ServerList servers, ChatCall call, AnswerParser<T> parse, CallContext context) =>
        servers.RunAsync(call, context, (server, made) => server.AskAsync(made, parse, context));

    private static ValueTask<ChatStream<T>> StreamByOneAsync<T>(ServerList servers, ChatCall call, CallContext context)
        where T : WireRecord, IWireRecord<T>, IStreamChunk =>
        servers.RunAsync(call, context, (server, made) => server.OpenStreamAsync<T>(made, context));
}
