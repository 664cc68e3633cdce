using ChatSdk;
using Microsoft.AspNetCore.Components;

namespace BlazorChat.Page;

/// <summary>The page: a conversation, and a form for the next message.</summary>
public sealed partial class Chat : IDisposable
{
    private readonly List<Turn> _turns = [];
    private ChatConversation _conversation = null!;
    private CancellationTokenSource? _answering;
    private ElementReference _input;
    private string _prompt = "";
    private string _status = "";

    private bool IsAnswering => _answering is not null;

    public void Dispose()
    {
        Stop();
        _answering?.Dispose();
    }

    protected override void OnInitialized() =>
        _conversation = new ChatConversation(Client) { KeepPartialAnswers = true };

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            await _input.FocusAsync();
        }
    }

    private async Task SendAsync()
    {
        var prompt = _prompt.Trim();
        if (prompt.Length == 0 || IsAnswering)
        {
            return;
        }

        var turn = new Turn(prompt);
        _turns.Add(turn);
        (_prompt, _status) = ("", "Answering…");
        using (_answering = new CancellationTokenSource())
        {
            await _input.FocusAsync();
            _status = await AnswerAsync(turn, _answering.Token);
        }

        _answering = null;
        if (turn.Text.Length == 0 && _prompt.Length == 0)
        {
            // No text was received, and nothing new was typed, so the prompt is restored and can be sent again.
            _prompt = prompt;
        }
    }

    // The browser sends the request. If the token is canceled, the browser closes the connection, so that the server stops generating.
    private async Task<string> AnswerAsync(Turn turn, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (ChatCompletionChunk chunk in _conversation.SendStreamAsync(turn.Prompt, cancellationToken: cancellationToken))
            {
                turn.Add(chunk);
                StateHasChanged();
            }

            return _conversation.Usage is { } usage ? $"Done. {usage.TotalTokens} tokens so far." : "Done.";
        }
        catch (OperationCanceledException)
        {
            turn.IsStopped = true;
            return "Stopped.";
        }
        catch (ChatException exception)
        {
            turn.Error = exception.Message;
            return "Failed.";
        }
        finally
        {
            turn.IsGrowing = false;
        }
    }

    private void Stop() => _answering?.Cancel();
}
