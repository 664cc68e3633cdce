namespace ChatSdk.Tests.Wire;

/// <summary>Makes the call that matches the operation of a captured response, and collects what the call returns or throws.</summary>
internal static class FixturePlayer
{
    public static async Task<WireOutcome> PlayAsync(ChatClient client, WireFixture fixture)
    {
        try
        {
            return fixture.Operation switch
            {
                "models" => new WireOutcome(null, 0, "", null, await client.ListModelsAsync()),
                "chat" => new WireOutcome(await client.CreateAsync("Hi"), 0, "", null, null),
                "completions" => new WireOutcome(Chat(await client.CreateTextAsync(new() { Prompt = "Hi" })), 0, "", null, null),
                "completions_stream" => await CollectAsync(ChunksAsync(client.CreateTextStreamAsync(new() { Prompt = "Hi" }))),
                _ => await CollectAsync(client.CreateStreamAsync("Hi")),
            };
        }
        catch (ChatException exception)
        {
            return new WireOutcome(exception.Partial, 0, "", exception, null);
        }
    }

    private static async Task<WireOutcome> CollectAsync(IAsyncEnumerable<ChatCompletionChunk> chunks)
    {
        var answer = new ChatCompletionAccumulator();
        var text = "";
        ChatException? error = null;
        try
        {
            await foreach (var chunk in chunks)
            {
                text += chunk.Text;
                answer.Add(chunk);
            }
        }
        catch (ChatException exception)
        {
            error = exception;
            (exception.Partial ?? new()).Text.Should().Be(text, "the exception must have the partial answer");
        }

        return new WireOutcome(answer.ToCompletion(), answer.Count, text, error, null);
    }

    private static async IAsyncEnumerable<ChatCompletionChunk> ChunksAsync(IAsyncEnumerable<TextCompletion> chunks)
    {
        await foreach (var chunk in chunks)
        {
            yield return ((IStreamChunk)chunk).ToChatChunk();
        }
    }

    private static ChatCompletion Chat(TextCompletion text) => new()
    {
        Id = text.Id,
        Usage = text.Usage,
        Choices = [.. text.Choices.Select(choice => new ChatChoice { Index = choice.Index, FinishReason = choice.FinishReason, Message = ChatMessage.Assistant(choice.Text!) })],
    };
}
