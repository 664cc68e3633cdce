using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Logging;
using Polly.Telemetry;

namespace ChatSdk;

/// <summary>Options for a <see cref="ChatClient"/>. The client copies them when it is created; later changes have no effect on it, unless <c>ReloadOnChange</c> was called for it.</summary>
/// <remarks>Properties that may contain a key, such as the address with its query, are not serialized.</remarks>
[DebuggerDisplay("{ToString(),nq}")]
public sealed partial class ChatClientOptions
{
    /// <summary>
    /// Gets or sets the server's address: its base (<c>https://host/v1</c>, with or without a slash at the end, with a query
    /// if the service requires one) or the complete address (<c>…/chat/completions</c>). If it has no path,
    /// the path is <c>/v1</c>. With <c>AddChatClient</c> and service discovery, it can also be the name of a service: <c>https+http://name</c>. The
    /// address is required.
    /// </summary>
    [JsonIgnore]
    public string? BaseAddress { get; set; }

    /// <summary>
    /// Gets or sets the API key. If it is <see langword="null"/> or empty, none is sent. Leading and trailing
    /// white space is removed, because keys are often read from files that end with a line break.
    /// </summary>
    [JsonIgnore]
    public string? ApiKey { get; set; }

    // The type argument has no nullable annotation. With either string or string?, the compiler would warn about some methods that can be assigned.
#nullable disable
    /// <summary>
    /// Gets or sets a callback that supplies the key before each attempt, for keys that rotate: <c>ApiKeyProvider = vault.GetKeyAsync</c>.
    /// It is used instead of <see cref="ApiKey"/>, and several threads may call it concurrently. If the key is <see langword="null"/> or
    /// empty, none is sent. The default is <see langword="null"/>.
    /// </summary>
    /// <remarks>
    /// It can be any method that takes a <see cref="CancellationToken"/> and returns a <see cref="Task{TResult}"/>, or an asynchronous lambda, such as
    /// <c>async token => await vault.GetKeyAsync(token)</c> if <c>GetKeyAsync</c> returns a <see cref="ValueTask{TResult}"/>. An exception that the method throws is passed unchanged to the caller of the client.
    /// </remarks>
    [JsonIgnore]
    public Func<CancellationToken, Task<string>> ApiKeyProvider { get; set; }
#nullable restore

    /// <summary>Gets or sets the name of the header that carries the key; <c>Authorization</c> by default.</summary>
    public string ApiKeyHeader { get; set; } = "Authorization";

    /// <summary>
    /// Gets or sets the scheme that precedes the key in the header. If the value is <see langword="null"/>, which is the default, the
    /// header <c>Authorization</c> has the scheme <c>Bearer</c>, and any other header has none. If it is empty, the key is sent without a scheme.
    /// </summary>
    public string? ApiKeyScheme { get; set; }

    /// <summary>Gets or sets the model for requests that do not specify one. The default is <see langword="null"/>.</summary>
    public string? Model { get; set; }

    /// <summary>Gets or sets the headers that are sent with every request. The default is empty. The dictionary is copied; if two names differ only in case, the later one is used.</summary>
    /// <exception cref="ArgumentNullException">The value is <see langword="null"/>.</exception>
    [JsonIgnore]
    [SuppressMessage("Usage", "CA2227", Justification = "Headers = new Dictionary<string, string> { … } is the usual way to set it.")]
    public IDictionary<string, string> Headers
    {
        get;
        set => field = StringMap.Copy(value, StringComparer.OrdinalIgnoreCase);
    } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Gets or sets whether a key may be sent over <c>http://</c> to another machine, unencrypted. The default is <see langword="false"/>.</summary>
    public bool AllowInsecureHttp { get; set; }

    /// <summary>
    /// Gets or sets whether a fallback server (<c>AddFallback</c>) with a different origin than the client's own server receives the headers
    /// in the call options, and those that the client's <see cref="HttpClient"/> and its handlers add. Requests are then sent through that
    /// <see cref="HttpClient"/>. The default is <see langword="false"/>, because the headers may contain keys for the client's own server. A
    /// fallback server with the same scheme, host and port always receives them. The option has no effect on requests to the client's own server.
    /// </summary>
    public bool ForwardHeaders { get; set; }

    /// <summary>Gets or sets the maximum number of retries of a failed call. The default is 2; 0 turns retries off. A stream is not retried after its first chunk; see <see cref="StreamResumption"/>.</summary>
    public int MaxRetries { get; set; } = 2;

    /// <summary>Gets or sets the delay before the first retry. It doubles with each further retry, and each delay is shortened randomly by up to a quarter. The default is 0.5 seconds.</summary>
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromSeconds(0.5);

    /// <summary>Gets or sets the longest delay before a retry, unless the server requests a delay. The default is 8 seconds.</summary>
    public TimeSpan MaxRetryDelay { get; set; } = TimeSpan.FromSeconds(8);

    /// <summary>Gets or sets the longest delay that a server may request. If it requests a longer delay, the call fails immediately. The default is 120 seconds.</summary>
    public TimeSpan MaxRetryAfter { get; set; } = TimeSpan.FromSeconds(120);

    /// <summary>Gets or sets the time limit for establishing a connection. The default is 10 seconds. It has no effect in a browser, or if the client is created with an <see cref="HttpClient"/>.</summary>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Gets or sets the time limit of one attempt: until the last byte of an answer, or until the first chunk of a stream. The default is 600 seconds.</summary>
    public TimeSpan AttemptTimeout { get; set; } = TimeSpan.FromSeconds(600);

    /// <summary>Gets or sets the longest time that a stream may be silent. The default is 300 seconds. Any received bytes restart the timer, including comments.</summary>
    public TimeSpan StreamIdleTimeout { get; set; } = TimeSpan.FromSeconds(300);

    /// <summary>
    /// Gets or sets the longest time between two chunks of a stream. The default is no limit. Unlike with <see cref="StreamIdleTimeout"/>,
    /// comments, blank lines and events that are not chunks do not restart the timer. The time that the caller takes to process a chunk
    /// does not count.
    /// </summary>
    public TimeSpan EventIdleTimeout { get; set; } = Timeout.InfiniteTimeSpan;

    /// <summary>Gets or sets the time limit of the whole call: all attempts, all delays, and a stream until its end. The default is no limit.</summary>
    public TimeSpan OverallTimeout { get; set; } = Timeout.InfiniteTimeSpan;

    /// <summary>
    /// Gets or sets the rate limits of the server. A request is not sent until they permit it. A fallback server has its own limits. The
    /// default is <see langword="null"/>: requests do not wait. With <c>new()</c>, they wait only for the limits that the server reports.
    /// </summary>
    public ChatRateLimitOptions? RateLimits { get; set; }

    /// <summary>
    /// Gets or sets how the rest of a streamed chat completion is requested after an interruption, so that the stream continues after
    /// the last received character. The default is <see cref="StreamResumption.None"/>: an interrupted stream throws an exception. Specify a form
    /// that the server supports; some servers support none.
    /// </summary>
    public StreamResumption StreamResumption { get; set; }

    /// <summary>Gets or sets the maximum number of requests to resume a stream, including failed ones. The default is 2.</summary>
    public int MaxStreamResumptions { get; set; } = 2;

    /// <summary>
    /// Gets or sets the behavior if a client that was added with <c>AddChatClient</c> has an <see cref="HttpClient"/> with its own
    /// resilience handler, which retries too. By default, a warning is logged and only the handler retries, unless a call sets
    /// <see cref="ChatCallOptions.MaxRetries"/>.
    /// </summary>
    public ResilienceHandlerBehavior ResilienceHandlerBehavior { get; set; }

    /// <summary>Gets or sets the maximum size of an answer that is not streamed, and of each event of a stream, in bytes. The default is 64 MiB.</summary>
    public int MaxMessageBytes { get; set; } = 64 * 1024 * 1024;

    /// <summary>
    /// Gets or sets the maximum size of a stream, in bytes after decompression, including the JSON around the text. The default is
    /// 256 MiB; the maximum is 1,073,741,791, because a .NET string cannot be longer. An answer that is not streamed is limited by
    /// <see cref="MaxMessageBytes"/>.
    /// </summary>
    public int MaxAnswerBytes { get; set; } = 256 * 1024 * 1024;

    /// <summary>
    /// Gets or sets whether reasoning that the model writes between tags such as <c>&lt;think&gt;</c> in its text is separated from the answer
    /// that <c>CreateAsync</c> or <c>CreateStreamAsync</c> returns. <c>Reasoning</c> then contains the reasoning, and <c>Text</c> and
    /// <c>Content</c> contain only the answer. The default is <see langword="false"/>.
    /// </summary>
    /// <remarks>
    /// A block of reasoning begins at the start of the text or directly after another block, and ends at its closing tag or at the end of
    /// the text. If a closing tag has no opening tag, all text before it is reasoning, unless the tag is merely mentioned, for example in code.
    /// White space around blocks is removed. Tags in the middle of the answer are not changed.
    /// </remarks>
    public bool SeparateThinkTags { get; set; }

    /// <summary>
    /// Gets or sets a method that counts the tokens in a text, such as a method of a tokenizer. Several threads may call it concurrently. It
    /// is used wherever the client needs the number of tokens before the server reports it. If it is <see langword="null"/>, which is the
    /// default, the number is estimated.
    /// </summary>
    [JsonIgnore]
    public Func<string, int>? TokenCounter { get; set; }

    /// <summary>
    /// Gets or sets the prices of the models, by the name of the model, for <see cref="ChatBudget.MaxCost"/> and for the cost in telemetry and
    /// in <c>ChatConversation.Usage</c>. The default is empty. An answer has the price of the model that the server reports or, if that
    /// model has none, the price of the requested model. Names are not case-sensitive. The dictionary is copied. A fallback server
    /// without prices uses those of the client.
    /// </summary>
    /// <exception cref="ArgumentNullException">The value is <see langword="null"/>.</exception>
    [SuppressMessage("Usage", "CA2227", Justification = "Prices = new Dictionary<string, ChatModelPrice> { … } is the usual way to set it.")]
    public IDictionary<string, ChatModelPrice> Prices
    {
        get;
        set => field = StringMap.Copy(value, StringComparer.OrdinalIgnoreCase);
    } = new Dictionary<string, ChatModelPrice>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Gets or sets the budget for all calls made with the client, including those to fallback servers. The default is <see langword="null"/>. The object is not copied, so several clients can share it.</summary>
    [JsonIgnore]
    public ChatBudget? Budget
    {
        get;
        set
        {
            field = value;
            Budgets = value is null ? [] : [value];
        }
    }

    /// <summary>Gets or sets the clock for delays and time limits. The default is the system clock.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>
    /// Gets or sets whether calls are reported to the activity source and the meter <c>ChatSdk</c>. The default is <see langword="true"/>,
    /// which has no cost without a listener. Turn it off if a wrapper around the client reports the same calls.
    /// </summary>
    public bool EnableTelemetry { get; set; } = true;

    /// <summary>
    /// Gets or sets whether traces include prompts and answers. The default is <see langword="false"/>, because they may be confidential and
    /// long. If the environment variable <c>OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT</c> is <see langword="true"/>, <c>SPAN_ONLY</c> or
    /// <c>SPAN_AND_EVENT</c>, the default is <see langword="true"/>.
    /// </summary>
    public bool CaptureMessageContent { get; set; } = ContentCapture.IsEnabled;

    /// <summary>
    /// Gets or sets the provider's name in telemetry (<c>gen_ai.provider.name</c>). The default is <c>openai</c> for every server, because in
    /// the conventions of OpenTelemetry, this name identifies the protocol. A fallback server has its own setting.
    /// </summary>
    public string TelemetryProvider { get; set; } = "openai";

    /// <summary>Gets or sets the factory for the client's logger. The default is none; <c>AddChatClient</c> sets the registered factory.</summary>
    [JsonIgnore]
    public ILoggerFactory? LoggerFactory { get; set; }

    /// <summary>Returns only the type's name and the host, so that keys are not logged by accident.</summary>
    /// <returns>The type's name and the host.</returns>
    public override string ToString() =>
        Uri.TryCreate(BaseAddress, UriKind.Absolute, out var address) ? $"{nameof(ChatClientOptions)} {{ {address.Host} }}" : nameof(ChatClientOptions);

    /// <summary>Gets or sets the fallback servers.</summary>
    internal ChatFallbackOptions? Fallback { get; set; }

    /// <summary>Gets or sets the response cache and its options.</summary>
    internal (IDistributedCache Store, ChatResponseCacheOptions Options)? Cache { get; set; }

    /// <summary>Gets or sets the path of the configuration section for the options if the section does not exist; otherwise, <see langword="null"/>.</summary>
    internal string? EmptySection { get; set; }

    /// <summary>Gets or sets whether the address may be the name of a service that service discovery resolves. This is the case if the client was added with <c>AddChatClient</c>.</summary>
    internal bool AllowsDiscovery { get; set; }

    /// <summary>Gets or sets whether the client uses new options if the configuration changes.</summary>
    internal bool ReloadsOnChange { get; set; }

    /// <summary>Gets or sets the predicate for the failures that other code retries, such as a handler of the <see cref="HttpClient"/>, so that the client does not retry them; <see langword="null"/> if there are none.</summary>
    internal Func<ChatException, bool>? RetriedElsewhere { get; set; }

    /// <summary>Gets or sets the Polly telemetry listener to which retries are reported; <see langword="null"/> for none.</summary>
    internal TelemetryListener? RetryTelemetry { get; set; }

    /// <summary>Gets or sets the Polly strategies for each attempt; <see langword="null"/> for none.</summary>
    internal ChatStrategies? Strategies { get; set; }

    /// <summary>Gets or sets the callback that is called when the client is created, and returns the options with the strategies; <see langword="null"/> for none.</summary>
    internal Func<ChatClientOptions, ChatClientOptions>? AddStrategies { get; set; }

    /// <summary>Gets the budgets to which each request is charged: <see cref="Budget"/>, and those that were added with <see cref="AddBudgets"/>.</summary>
    internal IReadOnlyList<ChatBudget> Budgets { get; private set; } = [];

    /// <summary>Adds budgets, unless they are already included.</summary>
    internal void AddBudgets(IReadOnlyList<ChatBudget> budgets) => Budgets = budgets.Count == 0 ? Budgets : [.. Budgets.Union(budgets)];

    internal ChatClientOptions Copy()
    {
        var copy = (ChatClientOptions)MemberwiseClone();
        copy.Headers = Headers;
        copy.Prices = Prices;
        return copy;
    }
}
