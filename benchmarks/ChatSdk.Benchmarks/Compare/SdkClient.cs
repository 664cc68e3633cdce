namespace ChatSdk.Benchmarks.Compare;

/// <summary>ChatSdk, used as its README recommends.</summary>
internal sealed class SdkClient(Uri server) : IBenchmarkedClient
{
    private static readonly ChatMessage[] _messages = [ChatMessage.System(Prompts.System), ChatMessage.User(Prompts.User)];
    private readonly ChatClient _client = new(new Uri(server, "v1").ToString(), "key");

    public string Name => "ChatSdk";

    public async Task RunAsync(Workload workload)
    {
        var request = new ChatCompletionRequest { Model = workload.Name, Messages = _messages, N = workload.Choices == 1 ? null : workload.Choices };
        workload.Check(workload switch
        {
            { IsStream: false } => ToReply(await _client.CreateAsync(request)),
            { IsTextCompletion: true } => await StreamTextAsync(workload),
            { HasTools: true } => ToReply(await _client.CreateStreamAsync(request).ToCompletionAsync()),
            _ => await StreamAsync(request),
        }, Name);
    }

    public void Dispose() => _client.Dispose();

    private static Reply ToReply(ChatCompletion answer) =>
        new(0, answer.Text.Length + answer.ToolCalls.Sum(call => (long)call.Function!.Arguments!.Length), answer.Usage!.TotalTokens!.Value, answer.FinishReason?.Value);

    private async Task<Reply> StreamAsync(ChatCompletionRequest request)
    {
        var reply = default(Reply);
        await foreach (var chunk in _client.CreateStreamAsync(request))
        {
            var length = request.N is null ? chunk.Text.Length : chunk.Choices.Sum(choice => choice.Delta?.Text.Length ?? 0);
            reply = new Reply(reply.Chunks + (length > 0 ? 1 : 0), reply.Characters + length, chunk.Usage?.TotalTokens ?? reply.Tokens, chunk.FinishReason?.Value ?? reply.Finish);
        }

        return reply;
    }

    private async Task<Reply> StreamTextAsync(Workload workload)
    {
        var reply = default(Reply);
        await foreach (var chunk in _client.CreateTextStreamAsync(new TextCompletionRequest { Model = workload.Name, Prompt = Prompts.User }))
        {
            var length = chunk.Text.Length;
            reply = new Reply(reply.Chunks + (length > 0 ? 1 : 0), reply.Characters + length, chunk.Usage?.TotalTokens ?? reply.Tokens, chunk.FinishReason?.Value ?? reply.Finish);
        }

        return reply;
    }
}
