namespace ChatSdk.Tests.Docs;

/// <summary>The C# code of docs/conversations.md.</summary>
internal static class ConversationSnippets
{
    public static async Task<ChatConversation> TalkAsync(ChatClient client)
    {
        var conversation = new ChatConversation(client, "You are helpful.");
        ChatCompletion answer = await conversation.SendAsync("My name is Ada.");
        await foreach (ChatCompletionChunk chunk in conversation.SendStreamAsync("What is my name?"))
        {
            Console.Write(chunk.Text);
        }

        Console.WriteLine(answer.Text);
        return conversation;
    }

    public static async Task<ChatCompletion> AnswerCallsAsync(ChatConversation conversation, ChatCompletion answer)
    {
        foreach (ChatToolCall call in answer.ToolCalls)
        {
            conversation.Add(ChatMessage.Tool(call, "Snow"));
        }

        answer = await conversation.ContinueAsync();    // no new prompt: continues with the results
        return answer;
    }

    public static ChatConversation Continue(ChatConversation conversation, ChatClient otherClient)
    {
        var elsewhere = new ChatConversation(otherClient);
        foreach (ChatMessage message in conversation.ToPortable())
        {
            elsewhere.Add(message);
        }

        return elsewhere;
    }

    public static void Trim(ChatConversation conversation, Func<string, int> tokenizer)
    {
        conversation.TrimToMessages(20);
        conversation.TrimToTokens(8_000);
        conversation.TrimToTokens(8_000, message => tokenizer(message.Text));
    }

    public static async Task<ChatConversation> SaveAndLoadAsync(ChatClient client, ChatConversation conversation)
    {
        await File.WriteAllTextAsync("chat.json", conversation.ToJson());
        conversation = ChatConversation.FromJson(client, await File.ReadAllTextAsync("chat.json"));
        return conversation;
    }

    public static async Task AskManyAsync(ChatClient client, IEnumerable<string> prompts)
    {
        var requests = prompts.Select(prompt => new ChatCompletionRequest { Messages = [ChatMessage.User(prompt)] });
        await foreach (ChatRequestResult result in client.CreateManyAsync(requests, maxConcurrency: 16))
        {
            Console.WriteLine($"{result.Index}: {(result.IsSuccess ? result.Completion.Text : result.Error.Message)}");
        }
    }
}
