using System.Runtime.CompilerServices;

namespace ChatSdk;

public sealed partial class ChatClient
{
    /// <summary>
    /// Sends the request, runs the tools that the model calls, sends back their results, and repeats until the model calls no tools.
    /// If the request ends with tool calls that have no result yet, for example after an interrupted run, they are run first.
    /// </summary>
    /// <param name="request">
    /// The request. Each of its tools must be created with <see cref="ChatTool.FromDelegate(Delegate, string?, string?, bool?, IServiceProvider?)"/> or have a handler
    /// (<c>WithHandler</c>), except tools that the server runs itself. A tool that
    /// <see cref="ChatCompletionRequest.ToolChoice"/> forces is forced in the first round only.
    /// </param>
    /// <param name="runOptions">The options for running the tools; the defaults if <see langword="null"/>.</param>
    /// <param name="options">Settings for each call to the model; they override those of the client.</param>
    /// <param name="cancellationToken">Cancels the run. It is also passed to the running tools. The run does not end until all tools have returned or reached their time limit.</param>
    /// <returns>
    /// The last answer, and the complete conversation. If <see cref="ChatToolRunOptions.Decide"/> returned
    /// <see cref="ChatToolDecision.Pending"/>, the run has stopped, and <see cref="ChatToolRun.PendingCalls"/> is not empty.
    /// </returns>
    /// <exception cref="ArgumentException">The request or an option is invalid, or a tool has no handler.</exception>
    /// <exception cref="ChatToolRunException">
    /// The model still called tools in the last round that <see cref="ChatToolRunOptions.MaxRounds"/> permits, a tool failed and
    /// <see cref="ChatToolRunOptions.StopOnToolError"/> is set, a callback in <paramref name="runOptions"/> failed, or the finish reason
    /// of a response indicates tool calls, but the response has none.
    /// </exception>
    /// <exception cref="ChatIncompleteException">An answer with tool calls was cut off.</exception>
    /// <exception cref="ChatException">A call to the model failed. The steps before it are in <see cref="ChatException.ToolRun"/>.</exception>
    /// <exception cref="OperationCanceledException">The caller canceled the run.</exception>
    public Task<ChatToolRun> RunToolsAsync(ChatCompletionRequest request, ChatToolRunOptions? runOptions = null, ChatCallOptions? options = null, CancellationToken cancellationToken = default)
    {
        var scoped = ChatCallOptions.WithBudgets(options, runOptions?.Budget);
        Check(request, scoped);
        return RunAsync(new ToolLoop(request, runOptions, Options), scoped, cancellationToken);
    }

    /// <summary>Runs tools like <see cref="RunToolsAsync(ChatCompletionRequest, ChatToolRunOptions?, ChatCallOptions?, CancellationToken)"/> and streams the steps: the chunks of every answer, the calls and their results, and finally the complete run.</summary>
    /// <param name="request">The request; see <see cref="RunToolsAsync(ChatCompletionRequest, ChatToolRunOptions?, ChatCallOptions?, CancellationToken)"/>.</param>
    /// <param name="runOptions">The options for running the tools; the defaults if <see langword="null"/>.</param>
    /// <param name="options">Settings for each call to the model; they override those of the client.</param>
    /// <param name="cancellationToken">Cancels the run. A token passed to <c>WithCancellation</c> has the same effect.</param>
    /// <returns>
    /// The steps, in order. They can be enumerated only once, because a second enumeration would require a second run. Leaving the <c>await foreach</c> loop
    /// early cancels the run and the running tools. The run does not end until all tools have returned or reached their time limit.
    /// </returns>
    /// <exception cref="ArgumentException">The request or an option is invalid, or a tool has no handler.</exception>
    /// <exception cref="ChatToolRunException">While enumerating: see <see cref="RunToolsAsync(ChatCompletionRequest, ChatToolRunOptions?, ChatCallOptions?, CancellationToken)"/>.</exception>
    /// <exception cref="ChatException">While enumerating: a call to the model failed. The steps before it are in <see cref="ChatException.ToolRun"/>.</exception>
    /// <exception cref="OperationCanceledException">While enumerating: the caller canceled the run.</exception>
    /// <exception cref="InvalidOperationException">The stream is enumerated a second time.</exception>
    public IAsyncEnumerable<ChatToolRunUpdate> RunToolsStreamAsync(ChatCompletionRequest request, ChatToolRunOptions? runOptions = null, ChatCallOptions? options = null, CancellationToken cancellationToken = default)
    {
        var scoped = ChatCallOptions.WithBudgets(options, runOptions?.Budget);
        Check(request, scoped);
        var steps = StreamAsync(new ToolLoop(request, runOptions, Options), scoped, cancellationToken);
        return new SingleUseStream<ChatToolRunUpdate>(ToolSpans.AreObserved(Options)
            ? ToolSpans.StreamAsync(() => ToolSpans.StartRun(Options, scoped, request.Model), steps, cancellationToken)
            : steps);
    }

    /// <summary>Sends a prompt with tools to the client's model, and runs the tools that the model calls until it calls no more.</summary>
    /// <param name="prompt">The user's message.</param>
    /// <param name="tools">The tools. Each must be created with <see cref="ChatTool.FromDelegate(Delegate, string?, string?, bool?, IServiceProvider?)"/> or have a handler.</param>
    /// <param name="runOptions">The options for running the tools; the defaults if <see langword="null"/>.</param>
    /// <param name="options">Settings for each call to the model; they override those of the client.</param>
    /// <param name="cancellationToken">Cancels the run. It is also passed to the running tools.</param>
    /// <returns>The last response and the complete conversation.</returns>
    /// <exception cref="ArgumentException">The prompt is empty, the client has no model, an option is invalid, or a tool has no handler.</exception>
    /// <exception cref="ChatException">The run failed; see <see cref="RunToolsAsync(ChatCompletionRequest, ChatToolRunOptions?, ChatCallOptions?, CancellationToken)"/>. The steps before the failure are in <see cref="ChatException.ToolRun"/>.</exception>
    /// <exception cref="OperationCanceledException">The caller canceled the run.</exception>
    public Task<ChatToolRun> RunToolsAsync(string prompt, IEnumerable<ChatTool> tools, ChatToolRunOptions? runOptions = null, ChatCallOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(tools);
        return RunToolsAsync(RequestOf(prompt) with { Tools = new(tools) }, runOptions, options, cancellationToken);
    }

    /// <summary>Sends a prompt with tools to the client's model, runs the tools that the model calls, and streams the steps.</summary>
    /// <param name="prompt">The user's message.</param>
    /// <param name="tools">The tools. Each must be created with <see cref="ChatTool.FromDelegate(Delegate, string?, string?, bool?, IServiceProvider?)"/> or have a handler.</param>
    /// <param name="runOptions">The options for running the tools; the defaults if <see langword="null"/>.</param>
    /// <param name="options">Settings for each call to the model; they override those of the client.</param>
    /// <param name="cancellationToken">Cancels the run. A token passed to <c>WithCancellation</c> has the same effect.</param>
    /// <returns>The steps, in order. They can be enumerated only once, because a second enumeration would require a second run.</returns>
    /// <exception cref="ArgumentException">The prompt is empty, the client has no model, an option is invalid, or a tool has no handler.</exception>
    /// <exception cref="ChatException">While enumerating: the run failed; see <see cref="RunToolsAsync(ChatCompletionRequest, ChatToolRunOptions?, ChatCallOptions?, CancellationToken)"/>. The steps before the failure are in <see cref="ChatException.ToolRun"/>.</exception>
    /// <exception cref="OperationCanceledException">While enumerating: the caller canceled the run.</exception>
    /// <exception cref="InvalidOperationException">The stream is enumerated a second time.</exception>
    public IAsyncEnumerable<ChatToolRunUpdate> RunToolsStreamAsync(string prompt, IEnumerable<ChatTool> tools, ChatToolRunOptions? runOptions = null, ChatCallOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(tools);
        return RunToolsStreamAsync(RequestOf(prompt) with { Tools = new(tools) }, runOptions, options, cancellationToken);
    }

    internal async Task<ChatToolRun> RunAsync(ToolLoop loop, ChatCallOptions? options, CancellationToken cancellationToken)
    {
        using var span = ToolSpans.StartRun(Options, options, loop.Model);
        return await ToolSpans.InAsync(span, () => RunLoopAsync(loop, options, cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<ChatToolRun> RunLoopAsync(ToolLoop loop, ChatCallOptions? options, CancellationToken cancellationToken)
    {
        await loop.RunCallsAsync(cancellationToken).ConfigureAwait(false);
        while (!loop.IsDone)
        {
            var call = CreateAsync(loop.Next(), options, cancellationToken);
            loop.Add(await loop.WithRunAsync(new ValueTask<ChatCompletion>(call)).ConfigureAwait(false));
            await loop.RunCallsAsync(cancellationToken).ConfigureAwait(false);
        }

        return loop.ToRun();
    }

    // The request is checked before any tool runs. Creating the stream checks it and sends nothing.
    private void Check(ChatCompletionRequest request, ChatCallOptions? options)
    {
        _ = CreateStreamAsync(request, options, CancellationToken.None);
    }

    private async IAsyncEnumerable<ChatToolRunUpdate> StreamAsync(ToolLoop loop, ChatCallOptions? options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        do
        {
            await foreach (var step in loop.RunCallsStepwiseAsync(cancellationToken).ConfigureAwait(false))
            {
                yield return step;
            }

            if (loop.IsDone)
            {
                break;
            }

            var answer = new ChatCompletionAccumulator();
            var chunks = CreateStreamAsync(loop.Next(), options, cancellationToken).GetAsyncEnumerator(cancellationToken);
            await using var closing = chunks.ConfigureAwait(false);
            while (await loop.WithRunAsync(chunks.MoveNextAsync()).ConfigureAwait(false))
            {
                answer.Add(chunks.Current);
                yield return new ChatToolRunUpdate { Chunk = chunks.Current };
            }

            loop.Add(answer.ToCompletion());
        }
        while (!loop.IsDone);

        yield return new ChatToolRunUpdate { Run = loop.ToRun() };
    }
}
