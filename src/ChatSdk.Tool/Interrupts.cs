using System.Runtime.InteropServices;

namespace ChatSdk.Tool;

/// <summary>
/// Cancels the current work on Ctrl-C (SIGINT) and SIGTERM. Work may be nested, such as an answer within a chat: Ctrl-C cancels only the
/// innermost work, and SIGTERM cancels all of it. If there is no work, or an earlier signal has already canceled it, the signal ends the
/// process as usual.
/// </summary>
/// <param name="time">The clock.</param>
internal sealed class Interrupts(TimeProvider time)
{
    // Programs such as timeout(1) send a signal both to the process and to its group, so the process receives it twice.
    private static readonly TimeSpan _sameSignal = TimeSpan.FromMilliseconds(500);

    private readonly TimeProvider _time = time;
    private readonly List<Scope> _scopes = [];

    /// <summary>Begins work that a signal can cancel. The work ends when the scope is disposed.</summary>
    public Scope Begin(CancellationToken cancellationToken = default)
    {
        var scope = new Scope(this, cancellationToken);
        lock (_scopes)
        {
            _scopes.Add(scope);
        }

        return scope;
    }

    /// <summary>Cancels the innermost work. Returns <see langword="false"/> if there is none, or if an earlier signal canceled it.</summary>
    public bool Raise()
    {
        lock (_scopes)
        {
            return _scopes.Count > 0 && _scopes[^1].Cancel();
        }
    }

    /// <summary>Cancels the outermost work, and thus all work. Returns <see langword="false"/> if there is none, or if an earlier signal canceled it.</summary>
    public bool RaiseAll()
    {
        lock (_scopes)
        {
            return _scopes.Count > 0 && _scopes[0].Cancel();
        }
    }

    /// <summary>Handles the signals of the process until the result is disposed.</summary>
    public IDisposable ListenToSignals() => new Signals(this);

    /// <summary>Work that can be canceled.</summary>
    internal sealed class Scope(Interrupts owner, CancellationToken cancellationToken) : IDisposable
    {
        private readonly CancellationTokenSource _source = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);

        private long _canceled;

        /// <summary>Gets the token of the work.</summary>
        public CancellationToken Token => _source.Token;

        public void Dispose()
        {
            lock (owner._scopes)
            {
                owner._scopes.Remove(this);
                _source.Dispose();
            }
        }

        /// <summary>Cancels the work. Returns <see langword="false"/> if the work was already canceled, unless the same signal was merely received twice.</summary>
        public bool Cancel()
        {
            if (_source.IsCancellationRequested)
            {
                return owner._time.GetElapsedTime(_canceled) < _sameSignal;
            }

            _canceled = owner._time.GetTimestamp();
            _source.Cancel();
            return true;
        }
    }

    private sealed class Signals(Interrupts owner) : IDisposable
    {
        private readonly PosixSignalRegistration _interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, context => context.Cancel = owner.Raise());
        private readonly PosixSignalRegistration _terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => context.Cancel = owner.RaiseAll());

        public void Dispose()
        {
            _interrupt.Dispose();
            _terminate.Dispose();
        }
    }
}
