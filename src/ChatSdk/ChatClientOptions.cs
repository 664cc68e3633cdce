using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Logging;
using Polly.Telemetry;

namespace ChatSdk;

/// <summary>Options for a <see cref="ChatClient"/>. The client copies them when it is created; later changes have no effect on it.</summary>
/// <remarks>Members that may hold a key, such as the address with its query, are not part of its JSON.</remarks>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class ChatClientOptions
{
    /// <summary>
    /// Gets or sets the server's address: its base (<c>https://host/v1</c>, with or without a slash at the end, with a query
    /// where the service needs one) or the complete address (<c>…/chat/completions</c>). An address without a path means
    /// <c>/v1</c>. Required.
    /// </summary>
    [JsonIgnore]
    public string? BaseAddress { get; set; }

    /// <summary>
    /// Gets or sets the API key. If it is <see langword="null"/> or empty, none is sent. Line breaks and spaces around it
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
    /// <c>async token => await vault.GetKeyAsync(token)</c> for a <see cref="ValueTask{TResult}"/>. Exceptions it throws reach the caller unchanged.
    /// </remarks>
    [JsonIgnore]
    public Func<CancellationToken, Task<string>> ApiKeyProvider { get; set; }
#nullable restore

    /// <summary>Gets or sets the name of the header that carries the key; <c>Authorization</c> by default.</summary>
    public string ApiKeyHeader { get; set; } = "Authorization";

    /// <summary>
    /// Gets or sets the scheme before the key. If it is <see langword="null"/>, which is the default, it is <c>Bearer</c> in the
    /// header <c>Authorization</c> and none in any other; empty sends the key alone.
    /// </summary>
    public string? ApiKeyScheme { get; set; }

    /// <summary>Gets or sets the model for requests that do not name one. The default is none.</summary>
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

    /// <summary>Gets or sets whether a key may be sent over <c>http://</c> to another machine, unencrypted. The default is <see langword="false"/>.</summary>
    public bool AllowInsecureHttp { get; set; }

    /// <summary>Gets or sets how often a failed call is retried. The default is 2; 0 turns retries off. A stream is never retried after its first event.</summary>
    public int MaxRetries { get; set; } = 2;

    /// <summary>Gets or sets the delay before the first retry. It doubles with each further retry and varies by up to a quarter. The default is 0.5 seconds.</summary>
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromSeconds(0.5);

    /// <summary>Gets or sets the longest delay that the client chooses itself. The default is 8 seconds.</summary>
    public TimeSpan MaxRetryDelay { get; set; } = TimeSpan.FromSeconds(8);

    /// <summary>Gets or sets the longest delay that a server may request. If it requests more, the call fails immediately. The default is 120 seconds.</summary>
    public TimeSpan MaxRetryAfter { get; set; } = TimeSpan.FromSeconds(120);

    /// <summary>Gets or sets the time limit for establishing a connection. The default is 10 seconds. It has no effect on an <see cref="HttpClient"/> of your own.</summary>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Gets or sets the time limit of one attempt: to the last byte of an answer, or to the first event of a stream. The default is 600 seconds.</summary>
    public TimeSpan AttemptTimeout { get; set; } = TimeSpan.FromSeconds(600);

    /// <summary>Gets or sets the longest time that a stream may be silent. The default is 300 seconds. Any bytes reset it, comments included.</summary>
    public TimeSpan StreamIdleTimeout { get; set; } = TimeSpan.FromSeconds(300);

    /// <summary>Gets or sets the time limit of the call with all attempts and delays, and of a stream to its end. The default is no limit.</summary>
    public TimeSpan OverallTimeout { get; set; } = Timeout.InfiniteTimeSpan;

    /// <summary>
    /// Gets or sets what to do if the <see cref="HttpClient"/> of this client has a resilience handler that retries too, where
    /// <c>AddChatClient</c> created the client. By default a warning is logged and only the handler retries, unless a call sets
    /// <see cref="ChatCallOptions.MaxRetries"/>.
    /// </summary>
    public ResilienceHandlerBehavior ResilienceHandlerBehavior { get; set; }

    /// <summary>Gets or sets the largest answer, and the largest event of a stream, in bytes. The default is 64 MiB.</summary>
    public int MaxMessageBytes { get; set; } = 64 * 1024 * 1024;

    /// <summary>Gets or sets the clock for delays and time limits. The default is the system's.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>
    /// Gets or sets whether calls are traced and measured, as the source and the meter <c>ChatSdk</c>. On by default; it costs
    /// nothing without a listener. Turn it off if something around the client reports the same calls.
    /// </summary>
    public bool EnableTelemetry { get; set; } = true;

    /// <summary>Gets or sets whether traces also hold prompts and answers. The default is <see langword="false"/>: they may be confidential, and are long.</summary>
    public bool CaptureMessageContent { get; set; }

    /// <summary>Gets or sets the factory of the client's logger. The default is none; <c>AddChatClient</c> sets it to that of the program.</summary>
    [JsonIgnore]
    public ILoggerFactory? LoggerFactory { get; set; }

    /// <summary>Returns the type's name and the host only: keys must not get into logs by accident.</summary>
    /// <returns>The type's name and the host.</returns>
    public override string ToString() =>
        Uri.TryCreate(BaseAddress, UriKind.Absolute, out var address) ? $"{nameof(ChatClientOptions)} {{ {address.Host} }}" : nameof(ChatClientOptions);

    /// <summary>Gets or sets the servers to fall back to.</summary>
    internal ChatFallbackOptions? Fallback { get; set; }

    /// <summary>Gets or sets where answers are stored, and how.</summary>
    internal (IDistributedCache Store, ChatResponseCacheOptions Options)? Cache { get; set; }

    /// <summary>Gets or sets the section of the configuration that should have set these, if it is empty.</summary>
    internal string? EmptySection { get; set; }

    /// <summary>Gets or sets which failures somebody else retries, so that the client does not; <see langword="null"/> for none.</summary>
    internal Func<ChatException, bool>? RetriedElsewhere { get; set; }

    /// <summary>Gets or sets what reports retries to the program's telemetry of Polly, if it has any.</summary>
    internal TelemetryListener? RetryTelemetry { get; set; }

    internal ChatClientOptions Copy()
    {
        var copy = (ChatClientOptions)MemberwiseClone();
        copy.Headers = Headers;
        return copy;
    }
}
