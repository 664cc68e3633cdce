using System.Runtime.CompilerServices;

namespace ChatSdk;

/// <summary>
/// A conversation of several turns: it stores the messages, sends them with every request, and appends the answers.
/// It is not thread-safe.
/// </summary>
/// <param name="client">The client that sends the requests. The conversation does not dispose it.</param>
/// <param name="systemPrompt">The instructions that precede the conversation; none if <see langword="null"/>.</param>
/// <exception cref="ArgumentNullException"><paramref name="client"/> is <see langword="null"/>.</exception>
public sealed partial class ChatConversation(ChatClient client, string? systemPrompt = null)
{
    private readonly ChatClient _client = client ?? throw new ArgumentNullException(nameof(client));
    private readonly List<ChatMessage> _messages = systemPrompt is null ? [] : [ChatMessage.System(systemPrompt)];
    private ConversationTurn? _turn;

    /// <summary>Gets or sets the template for every request. It has the settings, such as model, tools and temperature, but no messages. The default has no settings.</summary>
    /// <exception cref="ArgumentException">The value is <see langword="null"/> or has messages, which belong in the conversation.</exception>
    public ChatCompletionRequest RequestTemplate
    {
        get;
        set => field = value is { Messages.Count: 0 } ? value : throw new ArgumentException("RequestTemplate is null or has messages. Messages belong in the conversation; use Add.", nameof(value));
    } = new();

    /// <summary>Gets or sets the id of the conversation, for traces (<c>gen_ai.conversation.id</c>). It is saved by <c>ToJson</c>, and not sent to the server. The default is none.</summary>
    public string? Id { get; set; }

    /// <summary>
    /// Gets or sets the options for running the tools in <see cref="RequestTemplate"/>; the defaults if <see langword="null"/>. If all tools
    /// have a handler, the conversation runs them like <c>RunToolsAsync</c>; otherwise, add the results of their calls with <see cref="Add"/>.
    /// </summary>
    public ChatToolRunOptions? ToolOptions { get; set; }

    /// <summary>
    /// Gets or sets whether a turn that was interrupted, failed or was canceled is added to the conversation, with the text that was
    /// received and the tool calls that have results. If there are neither, the turn is not added. The default is <see langword="false"/>:
    /// the messages are unchanged, as if the request had never been sent.
    /// </summary>
    public bool KeepPartialAnswers { get; set; }

    /// <summary>
    /// Gets the total token usage of all answers, including interrupted ones for which the server reported it; <see langword="null"/> if the
    /// server never reported any usage and no cost is known. <see cref="ChatUsage.Cost"/> is the cost of all requests according to
    /// <see cref="ChatClientOptions.Prices"/>, including retries and interrupted streams. If the server does not report the usage of a request,
    /// the cost of the request is estimated. So that the server reports the usage of streams, they are requested with
    /// <see cref="StreamOptions.IncludeUsage"/>, unless <see cref="RequestTemplate"/> sets <see cref="ChatCompletionRequest.StreamOptions"/>. For
    /// servers that reject <c>stream_options</c>, set that property to <c>new()</c>, which is not sent.
    /// </summary>
    public ChatUsage? Usage { get; private set; }

    /// <summary>Sends a user message and returns the complete answer. Both become part of the conversation once the answer is complete.</summary>
    /// <param name="content">
    /// The user's message: text, or a list of parts such as images.
    /// </param>
    /// <param name="options">Settings for this call that override those of the client.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The answer; if tools were run, the last one.</returns>
    /// <exception cref="ArgumentException">The message, the <see cref="RequestTemplate"/> or an option is invalid.</exception>
    /// <exception cref="InvalidOperationException">Another answer is still being received.</exception>
    /// <exception cref="ChatException">The call failed; see the derived exceptions.</exception>
    /// <exception cref="OperationCanceledException">The caller canceled the call; the exception carries the caller's token.</exception>
    public Task<ChatCompletion> SendAsync(ChatContent content, ChatCallOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(content);
        return SendOnceAsync(ChatMessage.User(content), options, cancellationToken);
    }

    /// <summary>
    /// Sends the conversation without a new user message and returns the complete answer. Use it after you have added the
    /// results of tools, or to continue a conversation whose last message is from the user.
    /// </summary>
    /// <param name="options">Settings for this call that override those of the client.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The answer; if tools were run, the last one.</returns>
    /// <exception cref="ArgumentException">The conversation is empty, or the <see cref="RequestTemplate"/> or an option is invalid.</exception>
    /// <exception cref="InvalidOperationException">Another answer is still being received.</exception>
    /// <exception cref="ChatException">The call failed; see the derived exceptions.</exception>
    /// <exception cref="OperationCanceledException">The caller canceled the call; the exception carries the caller's token.</exception>
    public Task<ChatCompletion> ContinueAsync(ChatCallOptions? options = null, CancellationToken cancellationToken = default) =>
        SendOnceAsync(message: null, options, cancellationToken);

    private Task<ChatCompletion> SendOnceAsync(ChatMessage? message, ChatCallOptions? options, CancellationToken cancellationToken) =>
        SendOnceAsync(message, static request => request, static answer => answer, options, cancellationToken);

    // An answer that cannot be read as the requested type is treated like an interrupted answer.
    private async Task<T> SendOnceAsync<T>(ChatMessage? message, Func<ChatCompletionRequest, ChatCompletionRequest> prepare, Func<ChatCompletion, T> read, ChatCallOptions? options, CancellationToken cancellationToken)
    {
        var turn = Begin(message, prepare, out var request);
        var scoped = Scoped(options);
        ToolLoop? loop = null;
        ChatToolRun? run = null;
        try
        {
            loop = HasHandlers ? new ToolLoop(request, ToolOptions, _client.Options) : null;
            run = loop is null
                ? RunOf(request, await _client.CreateAsync(request, scoped, cancellationToken).ConfigureAwait(false))
                : await _client.RunAsync(loop, ChatCallOptions.WithBudgets(scoped, ToolOptions?.Budget), cancellationToken).ConfigureAwait(false);
            var value = read(run.Completion ?? throw StillPending(run));
            End(run);
            return value;
        }
        finally
        {
            Close(turn, run ?? loop?.ToRun());
        }
    }

    /// <summary>
    /// Sends a user message and streams the answer as it is generated; nothing is sent before the first <c>MoveNextAsync</c>. The
    /// message and the answer become part of the conversation once the answer is complete. If you leave the <c>await foreach</c> loop
    /// earlier, neither does, unless <see cref="KeepPartialAnswers"/> is set.
    /// </summary>
    /// <param name="content">
    /// The user's message: text, or a list of parts such as images.
    /// </param>
    /// <param name="options">Settings for this call that override those of the client.</param>
    /// <param name="cancellationToken">Cancels the call. A token passed to <c>WithCancellation</c> has the same effect.</param>
    /// <returns>The chunks, in order; if tools were run, those of all answers. They can be enumerated only once, because a second enumeration would require a second call.</returns>
    /// <exception cref="ArgumentException">While enumerating: the message, the <see cref="RequestTemplate"/> or an option is invalid.</exception>
    /// <exception cref="InvalidOperationException">While enumerating: another answer is still being received, or the stream is enumerated a second time.</exception>
    /// <exception cref="ChatException">While enumerating: the call failed; the part of the answer that was received is in <see cref="ChatException.Partial"/>.</exception>
    /// <exception cref="OperationCanceledException">While enumerating: the caller canceled the call.</exception>
    public IAsyncEnumerable<ChatCompletionChunk> SendStreamAsync(ChatContent content, ChatCallOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(content);
        return new SingleUseStream<ChatCompletionChunk>(StreamOnceAsync(ChatMessage.User(content), options?.Copy(), cancellationToken));
    }

    /// <summary>Sends the conversation without a new user message and streams the answer as it is generated.</summary>
    /// <param name="options">Settings for this call that override those of the client.</param>
    /// <param name="cancellationToken">Cancels the call. A token passed to <c>WithCancellation</c> has the same effect.</param>
    /// <returns>The chunks, in order; if tools were run, those of all answers. They can be enumerated only once.</returns>
    /// <exception cref="ArgumentException">While enumerating: the conversation is empty, or the <see cref="RequestTemplate"/> or an option is invalid.</exception>
    /// <exception cref="InvalidOperationException">While enumerating: another answer is still being received, or the stream is enumerated a second time.</exception>
    /// <exception cref="ChatException">While enumerating: the call failed; the part of the answer that was received is in <see cref="ChatException.Partial"/>.</exception>
    /// <exception cref="OperationCanceledException">While enumerating: the caller canceled the call.</exception>
    public IAsyncEnumerable<ChatCompletionChunk> ContinueStreamAsync(ChatCallOptions? options = null, CancellationToken cancellationToken = default) =>
        new SingleUseStream<ChatCompletionChunk>(StreamOnceAsync(message: null, options?.Copy(), cancellationToken));

    private async IAsyncEnumerable<ChatCompletionChunk> StreamOnceAsync(ChatMessage? message, ChatCallOptions? options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var turn = Begin(message, WithUsage, out var request);
        var scoped = Scoped(options);
        try
        {
            var steps = HasHandlers ? _client.RunToolsStreamAsync(request, ToolOptions, scoped, cancellationToken) : StepsAsync(request, scoped, cancellationToken);
            await foreach (var step in steps.WithCancellation(cancellationToken).ConfigureAwait(false))
            {
                turn.Add(step);
                if (step.Chunk is { } chunk)
                {
                    yield return chunk;
                }
                else if (step.Run is { } run)
                {
                    End(run);
                }
            }
        }
        finally
        {
            Close(turn);
        }
    }

    // Tools that the server runs itself need no handler.
    private bool HasHandlers => Handlers is { Count: > 0 } handlers && handlers.TrueForAll(handler => handler is not null);

    private List<Func<ChatToolCall, CancellationToken, ValueTask<ChatContent>>?> Handlers =>
    [
        .. (RequestTemplate.Tools?.Items ?? []).Where(tool => tool.Name is not null).Select(tool => tool.Function?.ContentHandler ?? tool.Custom?.ContentHandler),
        .. (RequestTemplate.Functions ?? []).Select(function => function.ContentHandler),
    ];

    private void ThrowIfBusy()
    {
        if (_turn is not null)
        {
            throw new InvalidOperationException("Another answer in this conversation is still being received.");
        }
    }

    private ConversationTurn Begin(ChatMessage? prompt, Func<ChatCompletionRequest, ChatCompletionRequest> prepare, out ChatCompletionRequest request)
    {
        ThrowIfBusy();
        request = prepare(RequestTemplate with { Messages = prompt is null ? _messages : [.. _messages, prompt] });
        return _turn = new ConversationTurn(prompt, request.Messages.Count - (prompt is null ? 0 : 1));
    }

    // Most servers report the usage of a stream only on request. Empty options mean that the field is not sent, because some servers reject it.
    private static ChatCompletionRequest WithUsage(ChatCompletionRequest request) => request.StreamOptions switch
    {
        null when !request.ExtraFields.ContainsKey("stream_options") => request with { StreamOptions = new() { IncludeUsage = true } },
        { } options when options == new StreamOptions() => request with { StreamOptions = null },
        _ => request,
    };

    private static ChatToolRun RunOf(ChatCompletionRequest request, ChatCompletion answer) =>
        new(answer.Message is { } message ? request.Messages.Append(message with { Role = ChatRole.Assistant }) : request.Messages, WireList<ChatCompletion>.Of(answer));

    private async IAsyncEnumerable<ChatToolRunUpdate> StepsAsync(ChatCompletionRequest request, ChatCallOptions? options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var answer = new ChatCompletionAccumulator();
        await foreach (var chunk in _client.CreateStreamAsync(request, options, cancellationToken).ConfigureAwait(false))
        {
            answer.Add(chunk);
            yield return new ChatToolRunUpdate { Chunk = chunk };
        }

        yield return new ChatToolRunUpdate { Run = RunOf(request, answer.ToCompletion()) };
    }

    // The conversation was continued, but ToolOptions.Decide returned Pending again for at least one call, so no request was sent.
    private static ChatToolRunException StillPending(ChatToolRun run) => new("Decisions about tool calls in the conversation are still pending.") { ToolRun = run };

    /// <summary>
    /// Ends a turn whose response was received. A response that was cut off by a filter or a server failure is treated as interrupted.
    /// If a response has no message, nothing is added to the conversation.
    /// </summary>
    private void End(ChatToolRun run)
    {
        var answer = run.Completion ?? throw StillPending(run);
        var isWhole = answer.Incompleteness is null or { FinishReason.Kind: FinishReasonKind.Length };
        _messages.AddRange(answer.Message is not null && (isWhole || KeepPartialAnswers) ? run.Messages.Skip(_turn!.Before) : []);
        AddUsage(run.Usage);
        _turn = null;
    }

    /// <summary>Ends a turn that failed, was canceled or was abandoned. Has no effect if <see cref="End"/> has already ended it.</summary>
    private void Close(ConversationTurn turn, ChatToolRun? run = null)
    {
        if (_turn is null)
        {
            return;
        }

        turn.Add(run);
        var messages = turn.Break();
        _messages.AddRange(KeepPartialAnswers ? messages : []);
        AddUsage(turn.Usage);
        _turn = null;
    }
}
