using ChatSdk;
using WebChat;

namespace BlazorChat.Page;

/// <summary>A prompt, and the answer as far as it has been received.</summary>
internal sealed class Turn(string prompt)
{
    private readonly AnswerHtml _html = new();

    public string Prompt => prompt;

    public string Text { get; private set; } = "";

    public IReadOnlyList<string> Blocks => _html.Blocks;

    public string Reasoning { get; private set; } = "";

    public bool IsGrowing { get; set; } = true;

    public bool IsStopped { get; set; }

    public string? Error { get; set; }

    public void Add(ChatCompletionChunk chunk)
    {
        Text += chunk.Text;
        _html.Add(chunk.Text);
        Reasoning += chunk.Reasoning;
        if (chunk.FinishReason == FinishReason.Length)
        {
            Error = "The answer is not complete, because it reached its maximum length.";
        }
    }
}
