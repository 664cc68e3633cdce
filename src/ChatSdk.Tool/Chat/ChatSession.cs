using System.Text.Json.Nodes;

namespace ChatSdk.Tool;

/// <summary>Runs a conversation with the user: reads prompts and commands, and shows the answers.</summary>
internal sealed class ChatSession
{
    private readonly ChatClient _client;
    private readonly ToolContext _context;
    private readonly ChatInput _input;
    private readonly AnswerView _view;
    private readonly SlashCommands _commands;
    private readonly ChatToolRunOptions _toolOptions;

    public ChatSession(ChatClient client, string model, ToolContext context, IReadOnlyList<ShellTool> tools)
    {
        (_client, _context) = (client, context);
        _input = new ChatInput(context, new InputHistory(Path.Combine(ProfileFile.FolderOf(context.Environment), "history")));
        _view = new AnswerView(context);
        _commands = new SlashCommands(this, client, context);
        _toolOptions = new() { Approve = new ToolApproval(context, _input, _view, tools).ApproveAsync, MaxParallelCalls = 1 };
        Conversation = Prepare(new ChatConversation(client));
        Template = new() { Model = model, Tools = tools.Count > 0 ? [.. tools.Select(tool => tool.ToChatTool())] : null };
    }

    /// <summary>Gets the conversation.</summary>
    public ChatConversation Conversation { get; private set; }

    /// <summary>Gets or sets the model and the tools for the requests.</summary>
    public ChatCompletionRequest Template
    {
        get => Conversation.RequestTemplate;
        set => Conversation.RequestTemplate = value;
    }

    /// <summary>Gets the images that are sent with the next prompt.</summary>
    public List<ContentPart> Attachments { get; } = [];

    /// <summary>Gets whether the input is a terminal, in which the user can edit each line.</summary>
    public bool IsTerminal => _input.IsTerminal;

    /// <summary>Gets or sets whether the user wants to leave.</summary>
    public bool IsEnded { get; set; }

    // The last prompt, if it received no answer. The conversation does not contain it.
    private ChatContent? Unanswered { get; set; }

    private ChatContent LastPrompt => Unanswered ?? Conversation.Messages.LastOrDefault(IsPrompt)?.Content ?? throw new ToolException("There is no prompt yet.");

    /// <summary>Runs until the user leaves or the input ends.</summary>
    /// <exception cref="ToolException">A command is invalid, and nobody can correct it, because the input is not a terminal.</exception>
    /// <exception cref="ChatException">A request failed, and the input is not a terminal.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (IsTerminal)
        {
            _context.WriteNote($"Chatting with {Template.Model}. /help lists the commands; Ctrl-C stops an answer.");
        }

        while (!IsEnded)
        {
            try
            {
                using var work = _context.Interrupts.Begin(cancellationToken);
                await RunOnceAsync(work.Token);
            }
            catch (OperationCanceledException) when (IsTerminal && !cancellationToken.IsCancellationRequested)
            {
                _context.WriteNote("Stopped. To leave the chat, type /exit or press Ctrl-D.");
            }
            catch (Exception exception) when (IsTerminal && Failure.Of(exception) is { } failure)
            {
                failure.WriteTo(_context);
            }
        }
    }

    /// <summary>Sends a prompt with the attached images, and shows the answer.</summary>
    public Task SendAsync(string prompt, CancellationToken cancellationToken)
    {
        var content = Join(prompt, Attachments);
        Attachments.Clear();
        return SendAsync(content, cancellationToken);
    }

    /// <summary>Removes the last prompt and its answer, and sends the prompt again.</summary>
    /// <param name="text">The new text of the prompt; <see langword="null"/> for the same text.</param>
    /// <param name="cancellationToken">Stops the answer.</param>
    /// <exception cref="ToolException">There is no prompt.</exception>
    public Task SendAgainAsync(string? text, CancellationToken cancellationToken)
    {
        var prompt = LastPrompt;
        RemoveLastPrompt();
        return SendAsync(text is null ? prompt : Join(text, prompt.Parts?.Where(part => part is not TextPart)), cancellationToken);
    }

    /// <summary>Lets the user change the text of the last prompt.</summary>
    /// <returns>The new text; <see langword="null"/> if the user ends the input.</returns>
    /// <exception cref="ToolException">There is no prompt.</exception>
    public Task<string?> EditLastPromptAsync(CancellationToken cancellationToken) => _input.ReadPromptAsync(LastPrompt.Text, cancellationToken);

    /// <summary>Replaces the conversation with a saved one.</summary>
    /// <exception cref="System.Text.Json.JsonException">The text is not a saved conversation.</exception>
    public void Load(string json)
    {
        var template = Template;
        Conversation = Prepare(ChatConversation.FromJson(_client, json));
        Template = template;
        Unanswered = null;
    }

    /// <summary>Sets the system message; <see langword="null"/> for none.</summary>
    public void SetSystemPrompt(string? text) => Conversation.SystemPrompt = text;

    private async Task SendAsync(ChatContent prompt, CancellationToken cancellationToken)
    {
        var count = Conversation.Messages.Count;
        try
        {
            await using var chunks = Conversation.SendStreamAsync(prompt, cancellationToken: cancellationToken).GetAsyncEnumerator(CancellationToken.None);
            while (await NextAsync(chunks))
            {
                _view.Add(chunks.Current);
            }
        }
        finally
        {
            _view.End();
            Unanswered = Conversation.Messages.Count == count ? prompt : null;
        }
    }

    // The text is displayed only when the client has to wait for the next chunk.
    private async Task<bool> NextAsync(IAsyncEnumerator<ChatCompletionChunk> chunks)
    {
        var next = chunks.MoveNextAsync();
        if (!next.IsCompleted)
        {
            _view.Refresh();
        }

        return await next;
    }

    private async Task RunOnceAsync(CancellationToken cancellationToken)
    {
        var line = await _input.ReadPromptAsync("", cancellationToken);
        if (line is null)
        {
            IsEnded = true;
        }
        else if (!await _commands.RunAsync(line, cancellationToken) && !string.IsNullOrWhiteSpace(line))
        {
            await SendAsync(line, cancellationToken);
        }
    }

    private void RemoveLastPrompt()
    {
        if (Unanswered is null)
        {
            var json = JsonNode.Parse(Conversation.ToJson())!;
            var messages = json["messages"]!.AsArray();
            var last = Conversation.Messages.ToList().FindLastIndex(IsPrompt);
            messages.RemoveRange(last, messages.Count - last);
            Load(json.ToJsonString());
        }
    }

    private static bool IsPrompt(ChatMessage message) => message.Role == ChatRole.User;

    private static ChatContent Join(string text, IEnumerable<ContentPart>? parts) =>
        parts?.ToList() is { Count: > 0 } others ? new ChatContent([ContentPart.FromText(text), .. others]) : text;

    private ChatConversation Prepare(ChatConversation conversation)
    {
        conversation.ToolOptions = _toolOptions;

        // After Ctrl-C, the user often refers to the text that was already received.
        conversation.KeepPartialAnswers = true;
        return conversation;
    }
}
