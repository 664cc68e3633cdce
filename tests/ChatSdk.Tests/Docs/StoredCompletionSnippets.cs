namespace ChatSdk.Tests.Docs;

/// <summary>The C# code in docs/stored-completions.md.</summary>
internal static class StoredCompletionSnippets
{
    public static async Task<ChatCompletion> StoreAsync(ChatClient client)
    {
        ChatCompletion haiku = await client.CreateAsync(new ChatCompletionRequest
        {
            Messages = [ChatMessage.User("Write a haiku about recursion.")],
            Store = true,
            Metadata = new Dictionary<string, string> { ["project"] = "haikus" },
        });

        string id = haiku.Id!;
        ChatCompletion stored = await client.GetStoredCompletionAsync(id);
        Console.WriteLine($"{stored.Text} {stored.ExtraFields["metadata"]}");
        return stored;
    }

    public static async Task ListAsync(ChatClient client)
    {
        var filter = new StoredCompletionFilter { Metadata = new Dictionary<string, string> { ["project"] = "haikus" }, NewestFirst = true };
        await foreach (ChatCompletion completion in client.ListStoredCompletionsAsync(filter))
        {
            Console.WriteLine($"{completion.Id}: {completion.Text}");
        }
    }

    public static async Task ListMessagesAsync(ChatClient client, string id)
    {
        await foreach (ChatMessage message in client.ListStoredMessagesAsync(id))
        {
            Console.WriteLine($"{message.Role}: {message.Text}");
        }
    }

    public static async Task ChangeAsync(ChatClient client, string id)
    {
        ChatCompletion updated = await client.UpdateStoredCompletionAsync(id, new Dictionary<string, string> { ["project"] = "haikus", ["rating"] = "good" });
        StoredCompletionDeletion deletion = await client.DeleteStoredCompletionAsync(id);
        Console.WriteLine($"{updated.Id}: {deletion.Deleted}");
    }
}
