using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Text.Json;

namespace ChatSdk.Tool;

/// <summary>Sends the requests for the probes, and stores the results that later probes need.</summary>
internal sealed class ProbeSession : IDisposable
{
    /// <summary>The model name to use if no model was specified and the server lists none. Servers with a single model usually ignore the name.</summary>
    public const string DefaultModel = "default";

    private readonly RecordingHandler _handler;
    private readonly HttpClient _http;
    private readonly int _maxTokens;
    private readonly CancellationToken _stop;
    private ChatClient? _client;

    [SuppressMessage("Reliability", "CA2000", Justification = "The recording handler disposes its inner handler.")]
    public ProbeSession(ServerConnection connection, int maxTokens, CancellationToken stop)
    {
        Connection = connection;
        Secrets = new(connection);
        _maxTokens = maxTokens;
        _stop = stop;
        _handler = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, AutomaticDecompression = DecompressionMethods.All, ConnectTimeout = TimeSpan.FromSeconds(15) }, Secrets);
        _http = new(_handler) { Timeout = Timeout.InfiniteTimeSpan };
    }

    public ServerConnection Connection { get; private set; }

    public Secrets Secrets { get; }

    public int Requests => _handler.Requests;

    /// <summary>Gets the number of tokens that all requests so far have used, estimated where the server does not report a plausible number.</summary>
    public long Tokens { get; private set; }

    public Exchange? RateLimited => _handler.RateLimited;

    /// <summary>Gets or sets the models that the server lists.</summary>
    public IReadOnlyList<ChatModel> Models { get; set; } = [];

    /// <summary>Gets or sets the answer that was not streamed, which several probes examine.</summary>
    public ChatAttempt? Answer { get; set; }

    /// <summary>Gets or sets the streamed answer, which several probes examine.</summary>
    public ChatAttempt? Stream { get; set; }

    /// <summary>Gets or sets an answer with a tool call.</summary>
    public ChatAttempt? ToolCall { get; set; }

    /// <summary>Gets or sets an answer with reasoning.</summary>
    public ChatAttempt? Reasoning { get; set; }

    /// <summary>Gets or sets the maximum number of tokens in an ordinary answer. Models that reason need more.</summary>
    public int AnswerTokens { get; set; } = 64;

    /// <summary>Gets or sets whether requests contain <c>max_completion_tokens</c>, because the server rejects <c>max_tokens</c>.</summary>
    public bool UsesMaxCompletionTokens { get; set; }

    private ChatClient Client => _client ??= new(_http, Connection.ToOptions());

    /// <summary>Uses other connection settings for all further requests.</summary>
    public void Use(ServerConnection connection)
    {
        Connection = connection;
        _client?.Dispose();
        _client = null;
    }

    /// <summary>Returns a request with a single message and a token limit.</summary>
    public ChatCompletionRequest Prompt(string text, int? maxTokens = null) => Request(maxTokens, ChatMessage.User(text));

    /// <summary>Returns a request with a token limit.</summary>
    public ChatCompletionRequest Request(int? maxTokens, params IReadOnlyList<ChatMessage> messages) => new()
    {
        Model = Connection.Model ?? DefaultModel,
        Messages = messages,
        MaxTokens = UsesMaxCompletionTokens ? null : maxTokens ?? AnswerTokens,
        MaxCompletionTokens = UsesMaxCompletionTokens ? maxTokens ?? AnswerTokens : null,
    };

    public Task<ChatAttempt> SendAsync(ChatCompletionRequest request, CancellationToken cancellationToken) => SendAsync(Client, request, cancellationToken);

    /// <summary>Sends a minimal request with the given connection settings, to see whether the server accepts it.</summary>
    public async Task<ChatAttempt> PingAsync(ServerConnection connection, CancellationToken cancellationToken)
    {
        using var client = new ChatClient(_http, connection.ToOptions());
        return await SendAsync(client, Prompt("Hi", 1), cancellationToken);
    }

    public Task<ChatAttempt> ListModelsAsync(CancellationToken cancellationToken) =>
        RunAsync(async client => Models = await client.ListModelsAsync(cancellationToken: cancellationToken), maxTokens: 0, cancellationToken);

    /// <summary>Makes any call with the client, for example to the endpoint for embeddings.</summary>
    /// <param name="call">Sends the request.</param>
    /// <param name="maxTokens">The maximum number of tokens that the request can use.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task<ChatAttempt> RunAsync(Func<ChatClient, Task> call, int maxTokens, CancellationToken cancellationToken) =>
        AttemptAsync(new Call(maxTokens, 0, () => call(Client), () => null), cancellationToken);

    /// <summary>Streams an answer to its end, or until the specified number of chunks has been received.</summary>
    public async Task<ChatAttempt> StreamAsync(ChatCompletionRequest request, CancellationToken cancellationToken, int maxChunks = int.MaxValue)
    {
        var received = new ChatCompletionAccumulator();
        TimeSpan? firstToken = null;
        var attempt = await AttemptAsync(Call.Of(request, ReadAsync, () => received.Count > 0 ? received.ToCompletion() : null), cancellationToken);
        return attempt with { Chunks = received.Count, TimeToFirstToken = firstToken };

        async Task ReadAsync()
        {
            var start = Stopwatch.GetTimestamp();
            received = new();
            await foreach (var chunk in Client.CreateStreamAsync(request, cancellationToken: cancellationToken))
            {
                received.Add(chunk);
                firstToken ??= chunk.Text.Length > 0 || chunk.Reasoning is { Length: > 0 } ? Stopwatch.GetElapsedTime(start) : null;
                if (received.Count >= maxChunks)
                {
                    break;
                }
            }
        }
    }

    public void Dispose()
    {
        _client?.Dispose();
        _http.Dispose();
        _handler.Dispose();
    }

    private Task<ChatAttempt> SendAsync(ChatClient client, ChatCompletionRequest request, CancellationToken cancellationToken)
    {
        ChatCompletion? answer = null;
        return AttemptAsync(Call.Of(request, async () => answer = await client.CreateAsync(request, cancellationToken: cancellationToken), () => answer), cancellationToken);
    }

    private async Task<ChatAttempt> AttemptAsync(Call call, CancellationToken cancellationToken)
    {
        var attempt = await AttemptOnceAsync(call);

        // The doctor sends requests in quick succession, so a request that exceeds a rate limit is sent once more,
        // after the delay that the server requests.
        if (attempt.Error is not ChatRateLimitException { IsQuotaExhausted: false, RetryAfter: { } delay })
        {
            return attempt;
        }

        try
        {
            await Task.Delay(delay, cancellationToken);
        }
        catch (OperationCanceledException) when (!_stop.IsCancellationRequested)
        {
            return attempt;
        }

        return await AttemptOnceAsync(call);
    }

    private async Task<ChatAttempt> AttemptOnceAsync(Call call)
    {
        var most = call.InputTokens + call.MaxOutputTokens;
        if (Tokens + most > _maxTokens)
        {
            throw new TokenBudgetException(Requests, Tokens, most);
        }

        var (error, isSuccess) = await TryAsync(call);
        var attempt = new ChatAttempt(_handler.Last, error)
        {
            Completion = call.Received() ?? error?.Partial,
            IsSuccess = isSuccess,
            InputTokens = call.InputTokens,
            MaxOutputTokens = call.MaxOutputTokens,
        };
        Tokens += attempt.Tokens;
        return attempt;
    }

    private async Task<(ChatException? Error, bool IsSuccess)> TryAsync(Call call)
    {
        _handler.Forget();
        try
        {
            await call.SendAsync();
            return (null, true);
        }
        catch (ChatException error)
        {
            return (error, false);
        }
        catch (OperationCanceledException) when (!_stop.IsCancellationRequested)
        {
            return (null, false);
        }
    }

    /// <summary>A request that can be sent more than once.</summary>
    /// <param name="InputTokens">The estimated number of tokens in the request.</param>
    /// <param name="MaxOutputTokens">The maximum number of tokens in the answer.</param>
    /// <param name="SendAsync">Sends the request and reads the answer.</param>
    /// <param name="Received">Returns the answer, as far as it was received.</param>
    private sealed record Call(long InputTokens, long MaxOutputTokens, Func<Task> SendAsync, Func<ChatCompletion?> Received)
    {
        // A token has about four characters, but fewer in the names of fields.
        private const int _charactersPerToken = 3;

        public static Call Of(ChatCompletionRequest request, Func<Task> sendAsync, Func<ChatCompletion?> received) => new(
            JsonSerializer.Serialize(request).Length / _charactersPerToken,
            (request.MaxTokens ?? request.MaxCompletionTokens ?? 0) * (request.N ?? 1),
            sendAsync,
            received);
    }
}
