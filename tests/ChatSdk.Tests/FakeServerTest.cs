namespace ChatSdk.Tests;

/// <summary>Provides a fake server and a client without retries for each test.</summary>
public abstract class FakeServerTest : ClientTest
{
    private protected static readonly ChatCompletionRequest _hello = new() { Model = "m", Messages = [ChatMessage.User("Hi")] };

    [SetUp]
    public void DisableRetries() => Options.MaxRetries = 0;

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
