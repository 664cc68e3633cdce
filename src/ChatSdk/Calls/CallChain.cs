namespace ChatSdk;

/// <summary>Runs the calls made with a client through the configured layers, with telemetry and the overall time limit.</summary>
internal sealed class CallChain : IDisposable
{
    private readonly List<SendLayer> _senders = [];
    private readonly ICallLayer _first;
    private readonly ModelNames _models = new();

    /// <summary>Initializes a new instance of the <see cref="CallChain"/> class.</summary>
    /// <param name="options">The options of the client.</param>
    /// <param name="http">
    /// Returns the <see cref="HttpClient"/>, whose handlers and headers may contain keys for the client's own server;
    /// <see langword="null"/> to create one.
    /// </param>
    public CallChain(ChatClientOptions options, Func<HttpClient>? http)
    {
        Options = options;
        var log = ChatLog.Of(options.LoggerFactory);
        _first = options.Fallback is { } fallback
            ? new FallbackLayer(fallback, options, server => Server(server, server == options || server.ForwardHeaders ? http : null))
            : new RetryLayer(Server(options, http), options, new RetryBudget(), log);
        if (options.Cache is { } cache)
        {
            _first = new CacheLayer(_first, cache.Store, cache.Options, options.TimeProvider, log);
        }
    }

    /// <summary>Gets the options of the client.</summary>
    public ChatClientOptions Options { get; }

    /// <summary>Begins a call that either of two tokens can cancel.</summary>
    public CallContext Begin(Call call, CancellationToken first, CancellationToken second = default) => new(call, _models, first, second);

    /// <summary>Makes a call and returns its complete answer.</summary>
    /// <exception cref="ChatException">The call failed.</exception>
    /// <exception cref="OperationCanceledException">The caller canceled the call.</exception>
    public async Task<T> RunAsync<T>(Call call, IAnswerShape<T> shape, CancellationToken cancellationToken)
    {
        using var context = Begin(call, cancellationToken);
        try
        {
            var answer = await _first.RunAsync(call, shape, context, context.Token).ConfigureAwait(false);
            context.Report?.Answered(answer as IModelAnswer);
            return answer;
        }
        catch (OperationCanceledException exception) when (context.IsOver)
        {
            throw context.Explain(exception);
        }
        catch (Exception exception) when (context.ReportFailure(exception))
        {
            throw;
        }
    }

    /// <summary>Makes a call and returns its stream after the first chunk has been received. The caller must dispose the context.</summary>
    /// <exception cref="ChatException">The call failed.</exception>
    /// <exception cref="OperationCanceledException">The caller canceled the call.</exception>
    public async ValueTask<IChatStream<T>> OpenStreamAsync<T>(Call call, CallContext context)
        where T : WireRecord, IWireRecord<T>, IStreamChunk
    {
        try
        {
            var stream = await _first.RunAsync(call, StreamedAnswer<T>.Shape, context, context.Token).ConfigureAwait(false);
            context.Report?.Streaming(stream.Answer);
            return stream;
        }
        catch (OperationCanceledException exception) when (context.IsOver)
        {
            throw context.Explain(exception);
        }
    }

    /// <summary>Closes the connections that the layers created.</summary>
    public void Dispose() => _senders.ForEach(sender => sender.Dispose());

    // Creates the layers through which every request to a server passes, including retries and requests that resume a stream.
    private ICallLayer Server(ChatClientOptions options, Func<HttpClient>? http)
    {
        var sender = new SendLayer(options, http);
        _senders.Add(sender);
        ICallLayer layer = new AttemptLayer(sender);
        if (options.RateLimits is { } limits)
        {
            layer = new LimitLayer(layer, limits, options);
        }

        layer = new BudgetLayer(layer);
        return options.Strategies is { } strategies ? new StrategyLayer(layer, strategies, options) : layer;
    }
}
