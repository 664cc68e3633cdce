using Microsoft.ML.Tokenizers;

namespace ChatSdk.Tests.Docs;

/// <summary>The C# code in docs/conversations.md that uses a tokenizer.</summary>
internal static class TokenCounterSnippets
{
    public static int Count(string prompt)
    {
        Tokenizer tokenizer = TiktokenTokenizer.CreateForModel("gpt-4o");
        using var counting = new ChatClient(new ChatClientOptions { BaseAddress = "https://host/v1", TokenCounter = text => tokenizer.CountTokens(text) });
        return tokenizer.CountTokens(prompt) + counting.Model?.Length ?? 0;
    }
}
