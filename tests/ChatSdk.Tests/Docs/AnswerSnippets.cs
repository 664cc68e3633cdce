namespace ChatSdk.Tests.Docs;

/// <summary>
/// The C# code in docs/streaming.md and docs/servers.md for reasoning in the text, generated images and the server's prompt cache.
/// </summary>
internal static class AnswerSnippets
{
    public static async Task SeparateAsync()
    {
        using var separating = new ChatClient(new ChatClientOptions
        {
            BaseAddress = "http://localhost:8000/v1",
            Model = "deepseek-r1-distill-qwen-7b",
            SeparateThinkTags = true,
        });
        await foreach (ChatCompletionChunk chunk in separating.CreateStreamAsync("Why is the sky blue?"))
        {
            Console.Error.Write(chunk.Reasoning);
            Console.Write(chunk.Text);
        }
    }

    public static async Task DrawAsync(ChatClient client)
    {
        var imageRequest = new ChatCompletionRequest { Messages = [ChatMessage.User("Draw a cat.")], Modalities = ["image", "text"] };
        ChatCompletion drawing = await client.CreateStreamAsync(imageRequest).ToCompletionAsync();
        for (int index = 0; index < drawing.Images.Count; index++)
        {
            await File.WriteAllBytesAsync($"cat-{index}.png", drawing.Images[index].ToBytes());
        }
    }

    public static ChatCompletionRequest Mark(string book, ChatTool tool)
    {
        var request = new ChatCompletionRequest
        {
            Messages =
            [
                ChatMessage.System(ContentPart.FromText(book) with { CacheControl = CacheControl.Ephemeral }),
                ChatMessage.User("Who is the hero?"),
            ],
            Tools = [tool with { CacheControl = CacheControl.Ephemeral with { Ttl = "1h" } }],
        };
        return request;
    }
}
