namespace ChatSdk.Tests.Docs;

/// <summary>The C# code in docs/conversations.md.</summary>
internal static class ConversationSnippets
{
    public static async Task<ChatConversation> TalkAsync(ChatClient client)
    {
        var conversation = new ChatConversation(client, "You are helpful.");
        ChatCompletion reply = await conversation.SendAsync("My name is Ada.");
        await foreach (ChatCompletionChunk chunk in conversation.SendStreamAsync("What is my name?"))
        {
            Console.Write(chunk.Text);
        }

        Console.WriteLine(reply.Text);
        return conversation;
    }

    public static async Task<ChatCompletion> AnswerCallsAsync(ChatConversation conversation, ChatCompletion reply)
    {
        foreach (ChatToolCall call in reply.ToolCalls)
        {
            conversation.Add(ChatMessage.Tool(call, "Snow"));
        }

        reply = await conversation.ContinueAsync();    // sends the results, without a new prompt
        return reply;
    }

    public static int Continue(ChatConversation conversation)
    {
        using var otherClient = new ChatClient("http://localhost:1234/v1", model: "any");
        var elsewhere = new ChatConversation(otherClient);
        foreach (ChatMessage message in conversation.ToPortable())
        {
            elsewhere.Add(message);
        }

        return elsewhere.Messages.Count;
    }

    public static void Trim(ChatConversation conversation)
    {
        conversation.TrimToMessages(20);
        conversation.TrimToTokens(8_000);
        conversation.TrimToTokens(8_000, message => message.Text.Length / 4);
    }

    public static async Task<ChatConversation> SaveAndLoadAsync(ChatClient client, ChatConversation conversation)
    {
        await File.WriteAllTextAsync("chat.json", conversation.ToJson());
        conversation = ChatConversation.FromJson(client, await File.ReadAllTextAsync("chat.json"));
        return conversation;
    }

    public static async Task AskManyAsync(ChatClient client)
    {
        string[] prompts = ["Name a color.", "Name a fruit.", "Name a river."];
        var requests = prompts.Select(prompt => new ChatCompletionRequest { Messages = [ChatMessage.User(prompt)] });
        await foreach (ChatRequestResult result in client.CreateManyAsync(requests, maxConcurrency: 16))
        {
            Console.WriteLine($"{result.Index}: {(result.IsSuccess ? result.Completion.Text : result.Error.Message)}");
        }
    }
}
