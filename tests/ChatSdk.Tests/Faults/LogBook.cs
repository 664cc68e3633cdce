using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace ChatSdk.Tests.Faults;

/// <summary>Records every log entry at any level, including its exception, and every scope.</summary>
internal sealed class LogBook : ILoggerProvider
{
    private readonly ConcurrentQueue<LogLine> _lines = new();

    public IReadOnlyCollection<LogLine> Lines => _lines;

    public ILogger CreateLogger(string categoryName) => new Writer(this, categoryName);

    public void Dispose()
    {
        // There is nothing to dispose.
    }

    internal sealed record LogLine(string Category, LogLevel Level, int EventId, string Text);

    private sealed class Writer(LogBook book, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
        {
            Write(LogLevel.None, 0, state.ToString()!, state, exception: null);
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Write(logLevel, eventId.Id, formatter(state, exception), state, exception);

        private void Write(LogLevel level, int id, string text, object? state, Exception? exception)
        {
            // The line includes the properties of the entry, because a structured log would also store them.
            var values = state is IEnumerable<KeyValuePair<string, object?>> pairs ? string.Join('\n', pairs) : "";
            book._lines.Enqueue(new(category, level, id, $"{text}\n{values}\n{exception}"));
        }
    }
}
