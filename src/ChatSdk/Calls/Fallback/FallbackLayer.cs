using Microsoft.Extensions.Logging;
using Polly.CircuitBreaker;

namespace ChatSdk;

/// <summary>
/// Sends a call to several servers in order, until one of them answers. A server that failed is tried last for a while. Once all have
/// failed, each retry is sent to the server whose cooldown ends first. A stream does not change its server after the first chunk.
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

    public ValueTask<T> RunAsync<T>(Call call, IAnswerShape<T> shape, CallContext context, CancellationToken cancellationToken)
    {
        var servers = ServersFor(call);
        return servers.Length > 1
            ? new Round<T>(this, servers, call, shape, context).RunAsync(cancellationToken)
            : _firstAlone.RunAsync(call, shape, context, cancellationToken);
    }

    /// <summary>Returns the servers to which a call may be sent. If the call options specify an address or a query, only the client's own server is returned. If they contain a key, only the client's own server and the servers to which headers are forwarded are returned.</summary>
    private Server[] ServersFor(Call call) =>
        call.SpecifiesServer ? [_servers[0]]
        : call.HasOwnKey(_keyHeaders) ? [.. _servers.Where(server => server == _servers[0] || server.Options.ForwardHeaders)]
        : _servers;

    /// <summary>The state of one call, while it is sent to one server after another.</summary>
    private sealed class Round<T>(FallbackLayer layer, Server[] servers, Call call, IAnswerShape<T> shape, CallContext context)
    {
        // The servers in the order in which they are tried.
        private readonly List<Try> _order = [.. layer.InOrder(servers, server => server).Select(server => new Try(server))];
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
                    var wait = DelayBefore(following);
                    context.Report?.Retrying(context.Attempts, wait, failure);
                    await Task.Delay(wait, layer._time, cancellationToken).ConfigureAwait(false);
                    next = following;
                }
            }
        }

        /// <summary>Returns the server whose cooldown ends first among those that may be retried, and reduces its retry budget; <see langword="null"/> if there is none.</summary>
        private Try? DueFirst()
        {
            var due = layer.InOrder(_order, candidate => candidate.Server)
                .FirstOrDefault(candidate => candidate.Server.Layer.TryPayRetry(candidate.Failure!, _retries, candidate.Call!, context));
            _retries++;
            return due;
        }

        private TimeSpan DelayBefore(Try following) => following.Failure is { } earlier
            ? Backoff.Next(earlier, _retries - 1, following.Call!.Options)
            : TimeSpan.Zero;
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
        private static readonly TimeSpan _maxCooldown = TimeSpan.FromDays(1);

        private readonly RetryBudget _budget = new();
        private long _coolsUntil = long.MinValue;

        public ChatClientOptions Options { get; } = options;

        /// <summary>Gets the address without its query, which may contain a key.</summary>
        public string Address { get; } = new ServerAddress(options.BaseAddress!, Endpoints.Paths).WithoutQuery;

        /// <summary>Gets the layer for calls that can fall back to other servers. It does not retry failures after which another server is tried.</summary>
        public RetryLayer Layer => field ??= new(send, Options, _budget, log, FallbackRule.IsMet);

        /// <summary>Returns the layer for calls that are sent only to this server.</summary>
        public RetryLayer Alone() => new(send, Options, _budget, log);

        /// <summary>Returns the time at which the server's cooldown ends, or the current time if it has already ended.</summary>
        public long DueAt(long now) => Math.Max(Volatile.Read(ref _coolsUntil), now);

        public void Recover() => Volatile.Write(ref _coolsUntil, long.MinValue);

        /// <summary>Starts the cooldown of a server that failed, and returns its duration: the time that the server requests, or else the configured time.</summary>
        public TimeSpan Cool(ChatException failure, TimeSpan cooldown, TimeProvider time)
        {
            var wait = failure switch
            {
                ChatApiException { RetryAfter: { } requested } when requested > TimeSpan.Zero => requested,

                // After a rejection by the circuit breaker or the rate limiter, there is no cooldown, unless the circuit breaker specifies one.
                ChatConnectionException { IsRejection: true } rejection => (rejection.InnerException as BrokenCircuitException)?.RetryAfter ?? TimeSpan.Zero,
                _ => cooldown,
            };
            wait = wait < _maxCooldown ? wait : _maxCooldown;
            Volatile.Write(ref _coolsUntil, time.GetTimestamp() + (long)(wait.TotalSeconds * time.TimestampFrequency));
            return wait;
        }
    }
}
