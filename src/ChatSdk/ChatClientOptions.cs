using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Logging;

namespace ChatSdk;

/// <summary>How a <see cref="ChatClient"/> reaches its server. The client copies the settings when it is made; later changes have no effect on it.</summary>
/// <remarks>What may hold a key, the address with its query too, is not part of its JSON.</remarks>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class ChatClientOptions
{
    /// <summary>
    /// Gets or sets the server's address: its base (<c>https://host/v1</c>, with or without a slash at the end, with a query
    /// where the service wants one) or the whole address (<c>…/chat/completions</c>). An address without a path means
    /// <c>/v1</c>. Required.
    /// </summary>
    [JsonIgnore]
    public string? BaseAddress { get; set; }

    /// <summary>
    /// Gets or sets the key. Without one (<see langword="null"/> or empty) nothing is sent. Line breaks and blanks around it
    /// are dropped, as files often end in one.
    /// </summary>
    [JsonIgnore]
    public string? ApiKey { get; set; }

    // The key may be null or not: with either annotation, methods of the other kind would give a warning.
#nullable disable
    /// <summary>
    /// Gets or sets a callback that supplies the key before each attempt, for keys that rotate: <c>ApiKeyProvider = vault.GetKeyAsync</c>.
    /// It is used instead of <see cref="ApiKey"/>, and may be called by several threads at once. If the key is <see langword="null"/> or
    /// empty, none is sent. <see langword="null"/> by default.
    /// </summary>
    /// <remarks>
    /// Any method that takes a token and returns a <see cref="Task{TResult}"/> fits, and so does an asynchronous lambda, such as
    /// <c>async token => await vault.GetKeyAsync(token)</c> for a <see cref="ValueTask{TResult}"/>. What it throws goes to the caller as it is.
    /// </remarks>
    [JsonIgnore]
    public Func<CancellationToken, Task<string>> ApiKeyProvider { get; set; }
#nullable restore

    /// <summary>Gets or sets the name of the header that carries the key; <c>Authorization</c> by default.</summary>
    public string ApiKeyHeader { get; set; } = "Authorization";

    /// <summary>
    /// Gets or sets the word before the key. If it is <see langword="null"/>, which is the default, it is <c>Bearer</c> in the
    /// header <c>Authorization</c> and none in any other; empty sends the key alone.
    /// </summary>
    public string? ApiKeyScheme { get; set; }

    /// <summary>Gets or sets the model that is asked where a request names none; none by default.</summary>
    public string? Model { get; set; }

    /// <summary>Gets or sets the headers that are sent with every request. Empty by default. A dictionary that is set is copied; of two names that differ in case only, the later one counts.</summary>
    /// <exception cref="ArgumentNullException">The value is <see langword="null"/>.</exception>
    [JsonIgnore]
    [SuppressMessage("Usage", "CA2227", Justification = "Headers = new Dictionary<string, string> { … } is what people write.")]
    public IDictionary<string, string> Headers
    {
        get;
        set => field = StringMap.Copy(value, StringComparer.OrdinalIgnoreCase);
    } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Gets or sets whether a key may go over <c>http://</c> to another machine, where everybody on the way can read it. Off by default.</summary>
    public bool AllowInsecureHttp { get; set; }

    /// <summary>Gets or sets how often a failed call is tried again; 2 by default, 0 for never. A stream is never tried again after its first event.</summary>
    public int MaxRetries { get; set; } = 2;

    /// <summary>Gets or sets the wait before the first retry; it doubles with each further one, and varies by up to a quarter. 0.5 s by default.</summary>
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromSeconds(0.5);

    /// <summary>Gets or sets the longest wait before a retry that the client chooses itself; 8 s by default.</summary>
    public TimeSpan MaxRetryDelay { get; set; } = TimeSpan.FromSeconds(8);

    /// <summary>Gets or sets the longest wait that a server may ask for; if it asks for more, the call fails at once. 120 s by default.</summary>
    public TimeSpan MaxRetryAfter { get; set; } = TimeSpan.FromSeconds(120);

    /// <summary>Gets or sets the time to make a connection; 10 s by default. It has no effect on an <see cref="HttpClient"/> of your own.</summary>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Gets or sets the time of one attempt: to the last byte of an answer, or to the first event of a stream. 600 s by default.</summary>
    public TimeSpan AttemptTimeout { get; set; } = TimeSpan.FromSeconds(600);

    /// <summary>Gets or sets how long a stream may stand still; 300 s by default. Whatever comes counts, comments too.</summary>
    public TimeSpan StreamIdleTimeout { get; set; } = TimeSpan.FromSeconds(300);

    /// <summary>Gets or sets the time of the whole call, with all attempts and waits, and of a stream to its end; no limit by default.</summary>
    public TimeSpan OverallTimeout { get; set; } = Timeout.InfiniteTimeSpan;

    /// <summary>
    /// Gets or sets what happens if a handler that retries by itself stands on the connections of a client that
    /// <c>AddChatClient</c> made. By default that is logged as a warning, and only the handler retries, unless a call asks for
    /// retries of its own.
    /// </summary>
    public ResilienceHandlerBehavior ResilienceHandlerBehavior { get; set; }

    /// <summary>Gets or sets the largest answer, and the largest event of a stream, in bytes; 64 MiB by default.</summary>
    public int MaxMessageBytes { get; set; } = 64 * 1024 * 1024;

    /// <summary>Gets or sets the clock for waits and limits of time; the system's by default.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>
    /// Gets or sets whether calls are traced and measured, as the source and the meter <c>ChatSdk</c>. On by default; it costs
    /// nothing while nobody listens. Switch it off where something around the client reports the same calls.
    /// </summary>
    public bool EnableTelemetry { get; set; } = true;

    /// <summary>Gets or sets whether traces also hold what is asked and answered. Off by default: it may be confidential, and it is long.</summary>
    public bool CaptureMessageContent { get; set; }

    /// <summary>Gets or sets where the client logs; nowhere by default. <c>AddChatClient</c> sets it to the program's own.</summary>
    [JsonIgnore]
    public ILoggerFactory? LoggerFactory { get; set; }

    /// <summary>Gives the address only: keys must not get into logs by accident.</summary>
    /// <returns>The type's name and the host.</returns>
    public override string ToString() =>
        Uri.TryCreate(BaseAddress, UriKind.Absolute, out var address) ? $"{nameof(ChatClientOptions)} {{ {address.Host} }}" : nameof(ChatClientOptions);

    /// <summary>Gets or sets what is asked when this server cannot answer.</summary>
    internal ChatFallbackOptions? Fallback { get; set; }

    /// <summary>Gets or sets where answers are kept, and how.</summary>
    internal (IDistributedCache Store, ChatResponseCacheOptions Options)? Cache { get; set; }

    /// <summary>Gets or sets the section of the configuration that should have set these, if it is empty.</summary>
    internal string? EmptySection { get; set; }

    /// <summary>Gets or sets which failures somebody else retries, so that the client does not; <see langword="null"/> for none.</summary>
    internal Func<ChatException, bool>? RetriedElsewhere { get; set; }

    internal ChatClientOptions Copy()
    {
        var copy = (ChatClientOptions)MemberwiseClone();
        copy.Headers = Headers;
        return copy;
    }
}
