using Microsoft.Extensions.Logging;

namespace ChatSdk;

/// <summary>
/// Makes a call at the first of several servers that can answer. One that failed comes last for a while. Once all have failed,
/// retries go round: each to the server that is due first. A stream belongs to the server that sent its first chunk.
/// </summary>
internal sealed class FallbackLayer : ICallLayer
{
    private readonly Server[] _servers;
    private readonly RetryLayer _firstAlone;
    private readonly string[] _keyHeaders;
    private readonly TimeSpan _cooldown;
    private readonly TimeProvider _time;
    private readonly ILogger _log;

    public FallbackLayer(ChatFallbackOptions fallback, ChatClientOptions client, Func<ChatClientOptions, ICallLayer> send)
    {
        (_cooldown, _time, _log) = (fallback.Cooldown, client.TimeProvider, ChatLog.Of(client.LoggerFactory));
        _servers = [.. fallback.Servers.Select(server => FallbackServer.Complete(server, client)).Prepend(client).Select(server => new Server(server, send(server), _log))];
        _keyHeaders = [.. _servers.Select(server => server.Options.ApiKeyHeader)];
        _firstAlone = _servers[0].Alone();
    }

    public ValueTask<T> RunAsync<T>(Call call, IAnswerShape<T> shape, CallContext context, CancellationToken cancellationToken) => call.MayGoElsewhere(_keyHeaders)
        ? new Round<T>(this, call, shape, context).RunAsync(cancellationToken)
        : _firstAlone.RunAsync(call, shape, context, cancellationToken);

    /// <summary>One call on its way round the servers.</summary>
    private sealed class Round<T>(FallbackLayer layer, Call call, IAnswerShape<T> shape, CallContext context)
    {
        // In the order in which they are used; a server that answers again within the call comes up once more.
        private readonly List<Try> _order = [.. layer.InOrder(layer._servers, server => server).Select(server => new Try(server))];
        private int _retries;

        public async ValueTask<T> RunAsync(CancellationToken cancellationToken)
        {
            var next = _order[0];
            for (var number = 1; ; number++)
            {
                var server = next.Server;
                context.Report?.Server = server.Options;
                try
                {
                    next.Call ??= server == layer._servers[0] ? call : call.To(server.Options);
                    var answer = await server.Layer.RunAsync(next.Call, shape, context, cancellationToken).ConfigureAwait(false);
                    server.Recover();
                    return answer;
                }
                catch (ChatException failure) when (FallbackRule.IsMet(failure) && !context.IsOver)
                {
                    next.Failure = failure;
                    var cooldown = server.Cool(failure, layer._cooldown, layer._time);
                    if ((number < _order.Count ? _order[number] : DueFirst()) is not { } following)
                    {
                        throw;
                    }

                    layer._log.MovingOn(server.Address, FailureReason.Of(failure), cooldown.TotalSeconds, following.Server.Address);
                    await WaitAsync(following, cancellationToken).ConfigureAwait(false);
                    next = following;
                }
            }
        }

        /// <summary>Returns the server that is due first among those that another request may help; <see langword="null"/> if there is none.</summary>
        private Try? DueFirst()
        {
            var due = layer.InOrder(_order, candidate => candidate.Server)
                .FirstOrDefault(candidate => candidate.Server.Layer.TryPayRetry(candidate.Failure!, _retries, candidate.Call!, context));
            _retries++;
            return due;
        }

        private Task WaitAsync(Try following, CancellationToken cancellationToken) => following.Failure is { } earlier
            ? Task.Delay(Backoff.Next(earlier, _retries - 1, following.Call!.Options), layer._time, cancellationToken)
            : Task.CompletedTask;
    }

    private T[] InOrder<T>(IEnumerable<T> all, Func<T, Server> serverOf)
    {
        var now = _time.GetTimestamp();
        return [.. all.OrderBy(item => serverOf(item).DueAt(now))];
    }

    private sealed class Try(Server server)
    {
        public Server Server { get; } = server;

        public Call? Call { get; set; }

        public ChatException? Failure { get; set; }
    }

    private sealed class Server(ChatClientOptions options, ICallLayer send, ILogger log)
    {
        private static readonly TimeSpan _longest = TimeSpan.FromDays(1);

        private readonly RetryBudget _budget = new();
        private long _coolsUntil = long.MinValue;

        public ChatClientOptions Options { get; } = options;

        /// <summary>Gets the address without its query, which may hold a key.</summary>
        public string Address { get; } = new ServerAddress(options.BaseAddress!, Endpoints.Paths).WithoutQuery;

        /// <summary>Gets what makes calls at this server, and leaves to the round what another server may do better.</summary>
        public RetryLayer Layer => field ??= new(send, Options, _budget, log, FallbackRule.IsMet);

        /// <summary>Returns what makes calls that are for this server only.</summary>
        public RetryLayer Alone() => new(send, Options, _budget, log);

        /// <summary>Returns when the server may be used: the same for all that may be used now.</summary>
        public long DueAt(long now) => Math.Max(Volatile.Read(ref _coolsUntil), now);

        public void Recover() => Volatile.Write(ref _coolsUntil, long.MinValue);

        /// <summary>Lets a server that failed come last: for as long as it asks, or for the cooldown.</summary>
        public TimeSpan Cool(ChatException failure, TimeSpan cooldown, TimeProvider time)
        {
            var wait = failure is ChatApiException { RetryAfter: { } asked } && asked > TimeSpan.Zero ? asked : cooldown;
            wait = wait < _longest ? wait : _longest;
            Volatile.Write(ref _coolsUntil, time.GetTimestamp() + (long)(wait.TotalSeconds * time.TimestampFrequency));
            return wait;
        }
    }
}
