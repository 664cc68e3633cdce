using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Text.Json;

namespace ChatSdk.Tool;

/// <summary>Sends the requests of the probes, and passes on what earlier probes have found.</summary>
internal sealed class ProbeSession : IDisposable
{
    /// <summary>The name of the model if the server lists none. Servers with a single model usually ignore the name.</summary>
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

    /// <summary>Gets the tokens that all requests used.</summary>
    public long Tokens { get; private set; }

    public Exchange? RateLimited => _handler.RateLimited;

    /// <summary>Gets or sets the models that the server lists.</summary>
    public IReadOnlyList<ChatModel> Models { get; set; } = [];

    /// <summary>Gets or sets the plain answer, which several probes examine.</summary>
    public ChatAttempt? Answer { get; set; }

    /// <summary>Gets or sets the streamed answer, which several probes examine.</summary>
    public ChatAttempt? Stream { get; set; }

    /// <summary>Gets or sets an answer with a tool call.</summary>
    public ChatAttempt? ToolCall { get; set; }

    /// <summary>Gets or sets an answer with reasoning.</summary>
    public ChatAttempt? Reasoning { get; set; }

    /// <summary>Gets or sets the maximum number of tokens of an ordinary answer. Models that reason need more.</summary>
    public int AnswerTokens { get; set; } = 64;

    /// <summary>Gets or sets whether the server rejects <c>max_tokens</c>.</summary>
    public bool UsesMaxCompletionTokens { get; set; }

    private ChatClient Client => _client ??= new(_http, Connection.ToOptions());

    /// <summary>Uses another connection for all further requests.</summary>
    public void Use(ServerConnection connection)
    {
        Connection = connection;
        _client?.Dispose();
        _client = null;
    }

    /// <summary>Returns a request with a single message and a limit of tokens.</summary>
    public ChatCompletionRequest Prompt(string text, int? maxTokens = null) => Request(maxTokens, ChatMessage.User(text));

    /// <summary>Returns a request with a limit of tokens.</summary>
    public ChatCompletionRequest Request(int? maxTokens, params IReadOnlyList<ChatMessage> messages) => new()
    {
        Model = Connection.Model ?? DefaultModel,
        Messages = messages,
        MaxTokens = UsesMaxCompletionTokens ? null : maxTokens ?? AnswerTokens,
        MaxCompletionTokens = UsesMaxCompletionTokens ? maxTokens ?? AnswerTokens : null,
    };

    public Task<ChatAttempt> SendAsync(ChatCompletionRequest request, CancellationToken cancellationToken) =>
        AttemptAsync(request, () => Client.CreateAsync(request, cancellationToken: cancellationToken)!, cancellationToken);

    /// <summary>Sends a minimal request over another connection, to see whether the server accepts it.</summary>
    public async Task<ChatAttempt> PingAsync(ServerConnection connection, CancellationToken cancellationToken)
    {
        using var client = new ChatClient(_http, connection.ToOptions());
        var request = Prompt("Hi", 1);
        return await AttemptAsync(request, () => client.CreateAsync(request, cancellationToken: cancellationToken)!, cancellationToken);
    }

    public Task<ChatAttempt> ListModelsAsync(CancellationToken cancellationToken) =>
        RunAsync(async client => Models = await client.ListModelsAsync(cancellationToken: cancellationToken), maxTokens: 0, cancellationToken);

    /// <summary>Runs a call of another kind.</summary>
    /// <param name="call">Sends the request.</param>
    /// <param name="maxTokens">The most tokens that the request can use.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task<ChatAttempt> RunAsync(Func<ChatClient, Task> call, int maxTokens, CancellationToken cancellationToken) => AttemptAsync(maxTokens, 0, async () =>
    {
        await call(Client);
        return null;
    }, cancellationToken);

    /// <summary>Streams an answer to its end, or until the specified number of chunks was received.</summary>
    public async Task<ChatAttempt> StreamAsync(ChatCompletionRequest request, CancellationToken cancellationToken, int maxChunks = int.MaxValue)
    {
        var accumulator = new ChatCompletionAccumulator();
        TimeSpan? firstToken = null;
        var attempt = await AttemptAsync(request, async () =>
        {
            var start = Stopwatch.GetTimestamp();
            accumulator = new();
            await foreach (var chunk in Client.CreateStreamAsync(request, cancellationToken: cancellationToken))
            {
                accumulator.Add(chunk);
                firstToken ??= chunk.Text.Length > 0 || chunk.Reasoning is { Length: > 0 } ? Stopwatch.GetElapsedTime(start) : null;
                if (accumulator.Count >= maxChunks)
                {
                    break;
                }
            }

            return accumulator.ToCompletion();
        }, cancellationToken);
        return attempt with { Completion = accumulator.Count > 0 ? accumulator.ToCompletion() : null, Chunks = accumulator.Count, TimeToFirstToken = firstToken };
    }

    public void Dispose()
    {
        _client?.Dispose();
        _http.Dispose();
        _handler.Dispose();
    }

    private Task<ChatAttempt> AttemptAsync(ChatCompletionRequest request, Func<Task<ChatCompletion?>> call, CancellationToken cancellationToken) =>
        AttemptAsync(JsonSerializer.Serialize(request).Length / 3, (request.MaxTokens ?? request.MaxCompletionTokens ?? 0) * (request.N ?? 1), call, cancellationToken);

    private async Task<ChatAttempt> AttemptAsync(long input, long output, Func<Task<ChatCompletion?>> call, CancellationToken cancellationToken)
    {
        if (Tokens + input + output > _maxTokens)
        {
            throw new TokenBudgetException(Requests, Tokens, input + output);
        }

        var attempt = await AttemptAsync(call) with { InputTokens = input, MaxOutputTokens = output };
        Tokens += attempt.Tokens;

        // The requests of the doctor follow each other more quickly than usual ones.
        if (attempt.Error is ChatRateLimitException { IsQuotaExhausted: false, RetryAfter: { } delay })
        {
            try
            {
                await Task.Delay(delay, cancellationToken);
            }
            catch (OperationCanceledException) when (!_stop.IsCancellationRequested)
            {
                return attempt;
            }

            attempt = await AttemptAsync(call) with { InputTokens = input, MaxOutputTokens = output };
            Tokens += attempt.Tokens;
        }

        return attempt;
    }

    private async Task<ChatAttempt> AttemptAsync(Func<Task<ChatCompletion?>> call)
    {
        _handler.Forget();
        try
        {
            var completion = await call();
            return new(_handler.Last, null) { Completion = completion, IsSuccess = true };
        }
        catch (ChatException error)
        {
            return new(_handler.Last, error) { Completion = error.Partial };
        }
        catch (OperationCanceledException) when (!_stop.IsCancellationRequested)
        {
            return new(_handler.Last, null);
        }
    }
}
