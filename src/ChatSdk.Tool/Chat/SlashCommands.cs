using System.Globalization;
using System.Text.Json;
using Spectre.Console;

namespace ChatSdk.Tool;

/// <summary>The commands in a chat, such as <c>/save</c>.</summary>
internal sealed class SlashCommands
{
    private readonly ChatSession _session;
    private readonly ChatClient _client;
    private readonly ToolContext _context;
    private readonly IReadOnlyList<SlashCommand> _commands;

    public SlashCommands(ChatSession session, ChatClient client, ToolContext context)
    {
        (_session, _client, _context) = (session, client, context);
        _commands =
        [
            new("/edit", "[text]", "Change the last prompt and send it again.", EditAsync),
            new("/exit", "", "Leave the chat, like Ctrl-D.", (_, _) => Done(() => session.IsEnded = true)),
            new("/help", "", "List the commands.", (_, _) => Done(Help)),
            new("/image", "path", "Attach an image to the next prompt.", AttachAsync),
            new("/load", "path", "Continue a saved conversation.", (path, _) => Done(() => Load(path))),
            new("/model", "[name]", "Use another model, or list the models on the server.", SetModelAsync),
            new("/retry", "", "Send the last prompt again, for another answer.", (_, token) => session.SendAgainAsync(text: null, token)),
            new("/save", "path", "Save the conversation as JSON.", (path, _) => Done(() => Save(path))),
            new("/system", "[text]", "Set the system message, or show it. '/system -' removes it.", (text, _) => Done(() => SetSystemPrompt(text))),
            new("/tokens", "", "Show the tokens that the conversation has used.", (_, _) => Done(ShowTokens)),
        ];
    }

    /// <summary>Runs a command. Returns <see langword="false"/> if the line is a prompt.</summary>
    /// <exception cref="ToolException">There is no such command, or its argument is invalid.</exception>
    public async Task<bool> RunAsync(string line, CancellationToken cancellationToken)
    {
        var words = line.Trim().Split(' ', 2);
        if (words[0] is not ['/', _, ..] || !words[0].Skip(1).All(char.IsAsciiLetter))
        {
            // A prompt may begin with a path, such as /etc/hosts.
            return false;
        }

        var argument = words.Length > 1 ? words[1].Trim() : "";
        var command = _commands.FirstOrDefault(command => command.Name == words[0]) ?? throw new ToolException($"There is no command {words[0]}. /help lists the commands.");
        if (argument.Length == 0 && command.Argument is [not '[', ..])
        {
            throw new ToolException($"{command.Name} requires an argument: {command.Name} {command.Argument}");
        }

        await command.RunAsync(argument, cancellationToken);
        return true;
    }

    private static Task Done(Action action)
    {
        action();
        return Task.CompletedTask;
    }

    private void Help()
    {
        var grid = new Grid().AddColumns(2);
        foreach (var command in _commands)
        {
            grid.AddRow(new Text($"{command.Name} {command.Argument}"), new Text(command.Description));
        }

        _context.Output.Write(grid);
        _context.WriteLine("A backslash at the end of a line continues it on the next line.");
    }

    private async Task EditAsync(string text, CancellationToken cancellationToken)
    {
        if (text.Length == 0 && !_session.IsTerminal)
        {
            throw new ToolException("/edit requires the new text if the input is not a terminal.");
        }

        var edited = text.Length > 0 ? text : await _session.EditLastPromptAsync(cancellationToken);
        if (!string.IsNullOrWhiteSpace(edited))
        {
            await _session.SendAgainAsync(edited, cancellationToken);
        }
    }

    private async Task AttachAsync(string path, CancellationToken cancellationToken)
    {
        var part = await ContentPart.FromFileAsync(Unquoted(path), cancellationToken: cancellationToken);
        if (part is not ImagePart)
        {
            throw new ToolException($"{Path.GetFileName(Unquoted(path))} is not an image.");
        }

        _session.Attachments.Add(part);
        _context.WriteNote($"{Path.GetFileName(Unquoted(path))} will be sent with the next prompt.");
    }

    private void Load(string path)
    {
        try
        {
            _session.Load(Utf8File.ReadAll(Unquoted(path)));
        }
        catch (JsonException)
        {
            throw NotSaved(path, "");
        }

        _context.WriteNote(string.Create(CultureInfo.InvariantCulture, $"Loaded {_session.Conversation.Messages.Count} messages."));
    }

    // A mistyped path must not overwrite one of the user's other files.
    private void Save(string path)
    {
        path = Unquoted(path);
        if (File.Exists(path) && !IsSaved(path))
        {
            throw NotSaved(path, ", so it is not overwritten");
        }

        // If the program is killed here, an earlier version of the file is still complete.
        var copy = $"{path}.new";
        File.WriteAllText(copy, _session.Conversation.ToJson());
        File.Move(copy, path, overwrite: true);
        _context.WriteNote(string.Create(CultureInfo.InvariantCulture, $"Saved {_session.Conversation.Messages.Count} messages."));
    }

    private bool IsSaved(string path)
    {
        try
        {
            ChatConversation.FromJson(_client, Utf8File.ReadAll(path));
            return true;
        }
        catch (Exception exception) when (exception is JsonException or ToolException)
        {
            return false;
        }
    }

    private async Task SetModelAsync(string name, CancellationToken cancellationToken)
    {
        if (name.Length > 0)
        {
            _session.Template = _session.Template with { Model = name };
            return;
        }

        foreach (var model in await _client.ListModelsAsync(cancellationToken: cancellationToken))
        {
            _context.WriteLine($"{(model.Id == _session.Template.Model ? "*" : " ")} {TerminalText.Of(model.Id ?? "")}");
        }
    }

    private void SetSystemPrompt(string text)
    {
        if (text.Length > 0)
        {
            _session.SetSystemPrompt(text == "-" ? null : text);
        }
        else
        {
            _context.WriteLine(_session.Conversation.SystemPrompt is { } prompt ? TerminalText.Of(prompt) : "There is no system message.");
        }
    }

    private void ShowTokens()
    {
        var usage = _session.Conversation.Usage;
        _context.WriteLine(usage is null ? "The server has not reported any tokens."
            : string.Create(CultureInfo.InvariantCulture, $"{usage.PromptTokens:N0} prompt tokens + {usage.CompletionTokens:N0} completion tokens = {usage.TotalTokens:N0} tokens."));
    }

    // A terminal quotes the path of a file that is dropped on it.
    private static string Unquoted(string path) => path is ['"' or '\'', .., '"' or '\''] ? path[1..^1] : path;

    private static ToolException NotSaved(string path, string consequence) => new($"{Path.GetFileName(Unquoted(path))} is not a saved conversation{consequence}.");

    private sealed record SlashCommand(string Name, string Argument, string Description, Func<string, CancellationToken, Task> RunAsync);
}
