namespace ChatSdk.Tests;

/// <summary>A fake server and a client that asks it once, for each test.</summary>
public abstract class FakeServerTest : ClientTest
{
    private protected static readonly ChatCompletionRequest _hello = new() { Model = "m", Messages = [ChatMessage.User("Hi")] };

    [SetUp]
    public void AskOnce() => Options.MaxRetries = 0;

    protected async Task<IReadOnlyList<ChatCompletionChunk>> StreamAsync(ChatCompletionRequest request)
    {
        List<ChatCompletionChunk> chunks = [];
        await foreach (var chunk in Client.CreateStreamAsync(request, cancellationToken: Guard))
        {
            chunks.Add(chunk);
        }

        return chunks;
    }
}
