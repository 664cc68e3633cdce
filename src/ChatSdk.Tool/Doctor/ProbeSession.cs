using System.Diagnostics.CodeAnalysis;
using System.Net;

namespace ChatSdk.Tool;

/// <summary>Sends the requests of the probes, and passes on what earlier probes have found.</summary>
internal sealed class ProbeSession : IDisposable
{
    private readonly RecordingHandler _handler;
    private readonly HttpClient _http;
    private readonly CancellationToken _stop;
    private ChatClient? _client;

    [SuppressMessage("Reliability", "CA2000", Justification = "The recording handler disposes its inner handler.")]
    public ProbeSession(ServerConnection connection, int maxTokens, CancellationToken stop)
    {
        Connection = connection;
        Budget = new() { MaxTokens = maxTokens };
        Secrets = new(connection);
        _stop = stop;
        _handler = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, AutomaticDecompression = DecompressionMethods.All, ConnectTimeout = TimeSpan.FromSeconds(15) }, Secrets);
        _http = new(_handler) { Timeout = Timeout.InfiniteTimeSpan };
    }

    public ServerConnection Connection { get; private set; }

    public ChatBudget Budget { get; }

    public Secrets Secrets { get; }

    public int Requests => _handler.Requests;

    public Exchange? RateLimited => _handler.RateLimited;

    /// <summary>Gets or sets the models that the server lists.</summary>
    public IReadOnlyList<ChatModel> Models { get; set; } = [];

    /// <summary>Gets or sets the plain answer, which several probes examine.</summary>
    public ChatAttempt? Answer { get; set; }

    /// <summary>Gets or sets the streamed answer, which several probes examine.</summary>
    public ChatAttempt? Stream { get; set; }

    /// <summary>Gets or sets the streamed answer with usage.</summary>
    public ChatAttempt? StreamWithUsage { get; set; }

    /// <summary>Gets or sets an answer with a tool call.</summary>
    public ChatAttempt? ToolCall { get; set; }

    /// <summary>Gets or sets an answer with reasoning.</summary>
    public ChatAttempt? Reasoning { get; set; }

    /// <summary>Gets or sets the maximum number of tokens of an ordinary answer. Models that reason need more.</summary>
    public int AnswerTokens { get; set; } = 64;

    /// <summary>Gets or sets whether the server rejects <c>max_tokens</c>.</summary>
    public bool UsesMaxCompletionTokens { get; set; }

    private ChatClient Client => _client ??= new(_http, Connection.ToOptions(Budget));

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
        Model = Connection.Model ?? "default",
        Messages = messages,
        MaxTokens = UsesMaxCompletionTokens ? null : maxTokens ?? AnswerTokens,
        MaxCompletionTokens = UsesMaxCompletionTokens ? maxTokens ?? AnswerTokens : null,
    };

    public Task<ChatAttempt> SendAsync(ChatCompletionRequest request, CancellationToken cancellationToken) =>
        AttemptAsync(Client, async client => await client.CreateAsync(request, cancellationToken: cancellationToken));

    /// <summary>Sends a minimal request over another connection, to see whether the server accepts it.</summary>
    public async Task<ChatAttempt> PingAsync(ServerConnection connection, CancellationToken cancellationToken)
    {
        using var pinging = new ChatClient(_http, connection.ToOptions(Budget));
        return await AttemptAsync(pinging, async client => await client.CreateAsync(Prompt("Hi", 1), cancellationToken: cancellationToken));
    }

    public Task<ChatAttempt> ListModelsAsync(CancellationToken cancellationToken) =>
        RunAsync(async client => Models = await client.ListModelsAsync(cancellationToken: cancellationToken));

    /// <summary>Runs a call of another kind.</summary>
    public Task<ChatAttempt> RunAsync(Func<ChatClient, Task> call) => AttemptAsync(Client, async client =>
    {
        await call(client);
        return null;
    });

    /// <summary>Streams an answer to its end, or until the specified number of chunks was received.</summary>
    public async Task<ChatAttempt> StreamAsync(ChatCompletionRequest request, CancellationToken cancellationToken, int maxChunks = int.MaxValue)
    {
        var accumulator = new ChatCompletionAccumulator();
        var attempt = await AttemptAsync(Client, async client =>
        {
            await foreach (var chunk in client.CreateStreamAsync(request, cancellationToken: cancellationToken))
            {
                accumulator.Add(chunk);
                if (accumulator.Count >= maxChunks)
                {
                    break;
                }
            }

            return null;
        });
        return attempt with { Completion = accumulator.Count > 0 ? accumulator.ToCompletion() : null, Chunks = accumulator.Count };
    }

    public void Dispose()
    {
        _client?.Dispose();
        _http.Dispose();
        _handler.Dispose();
    }

    private async Task<ChatAttempt> AttemptAsync(ChatClient client, Func<ChatClient, Task<ChatCompletion?>> call)
    {
        _handler.Forget();
        try
        {
            var completion = await call(client);
            return new(_handler.Last, null) { Completion = completion, IsSuccess = true };
        }
        catch (ChatException error) when (error is not ChatBudgetException)
        {
            return new(_handler.Last, error) { Completion = error.Partial };
        }
        catch (OperationCanceledException) when (!_stop.IsCancellationRequested)
        {
            return new(_handler.Last, null);
        }
    }
}
