using Microsoft.Extensions.Logging;

namespace ChatSdk;

/// <summary>
/// The servers of a client, in the order in which they are asked. One that could not answer comes last for a while. A stream
/// belongs to the server that sent its first chunk: what goes wrong later is the caller's to know.
/// </summary>
internal sealed class ServerList
{
    private static readonly TimeSpan _longest = TimeSpan.FromDays(1);

    private readonly Server[] _servers;
    private readonly string[] _keyHeaders;
    private readonly TimeSpan _passOverTime;
    private readonly TimeProvider _time;
    private readonly ILogger _log;

    public ServerList(ChatTransport[] transports, TimeSpan cooldown)
    {
        _servers = [.. transports.Select(transport => new Server(transport))];
        _keyHeaders = [.. transports.Select(transport => transport.Options.ApiKeyHeader)];
        var options = transports[0].Options;
        (_passOverTime, _time, _log) = (cooldown, options.TimeProvider, ChatLog.Of(options.LoggerFactory));
    }

    /// <summary>Makes a call to the first server that can answer.</summary>
    /// <exception cref="ChatException">None could; it is what the last one said.</exception>
    public ValueTask<T> RunAsync<T>(ChatCall call, CallContext context, Func<ChatTransport, ChatCall, ValueTask<T>> make) =>
        call.MayGoElsewhere(_keyHeaders) ? RunOneByOneAsync(call, context, make) : make(_servers[0].Transport, call);

    private async ValueTask<T> RunOneByOneAsync<T>(ChatCall call, CallContext context, Func<ChatTransport, ChatCall, ValueTask<T>> make)
    {
        var order = Order();
        for (var place = 0; ; place++)
        {
            var server = order[place];
            context.IsFirstServer = server == _servers[0];

            // While there is another one to ask, that is better than to wait and ask this one again.
            context.IsLastServer = place == order.Length - 1;
            context.Report?.Server = server.Transport.Options;
            try
            {
                var answer = await make(server.Transport, context.IsFirstServer ? call : call.To(server.Transport.Options)).ConfigureAwait(false);
                server.PassedOverUntil = long.MinValue;
                return answer;
            }
            catch (ChatException failure) when (FallbackRule.IsMet(failure) && !context.IsOver)
            {
                var wait = PassOver(server, failure);
                if (context.IsLastServer)
                {
                    throw;
                }

                _log.MovingOn(server.Transport.Address, FailureReason.Of(failure), wait.TotalSeconds, order[place + 1].Transport.Address);
            }
        }
    }

    private Server[] Order()
    {
        var now = _time.GetTimestamp();
        return [.. _servers.OrderBy(server => server.PassedOverUntil > now)];
    }

    private TimeSpan PassOver(Server server, ChatException failure)
    {
        var wait = failure is ChatApiException { RetryAfter: { } asked } && asked > TimeSpan.Zero ? asked : _passOverTime;
        wait = wait < _longest ? wait : _longest;
        server.PassedOverUntil = _time.GetTimestamp() + (long)(wait.TotalSeconds * _time.TimestampFrequency);
        return wait;
    }

    private sealed class Server(ChatTransport transport)
    {
        private long _passedOverUntil = long.MinValue;

        public ChatTransport Transport { get; } = transport;

        public long PassedOverUntil { get => Volatile.Read(ref _passedOverUntil); set => Volatile.Write(ref _passedOverUntil, value); }
    }
}
