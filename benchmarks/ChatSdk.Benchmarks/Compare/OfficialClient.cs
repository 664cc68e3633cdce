using System.Buffers;
using System.ClientModel;
using System.Text;
using Official = OpenAI.Chat;

namespace ChatSdk.Benchmarks.Compare;

/// <summary>The <c>OpenAI</c> package, used as its README recommends.</summary>
internal sealed class OfficialClient(Uri server) : IBenchmarkedClient
{
    private static readonly Official.ChatMessage[] _messages = [new Official.SystemChatMessage(Prompts.System), new Official.UserChatMessage(Prompts.User)];
    private readonly Dictionary<string, Official.ChatClient> _clients = Workload.All.ToDictionary(
        workload => workload.Name,
        workload => new Official.ChatClient(workload.Name, new ApiKeyCredential("key"), new OpenAI.OpenAIClientOptions { Endpoint = new Uri(server, "v1") }),
        StringComparer.Ordinal);

    public string Name { get; } = $"OpenAI {typeof(Official.ChatClient).Assembly.GetName().Version!.ToString(3)}";

    // The package does not support text completions.
    public bool Supports(Workload workload) => !workload.IsTextCompletion;

    public async Task RunAsync(Workload workload)
    {
        var client = _clients[workload.Name];
        workload.Check(workload.IsStream ? await StreamAsync(client) : ToReply(await client.CompleteChatAsync(_messages)), Name);
    }

    public void Dispose()
    {
        // The package's clients are not disposable. All clients of a process share their connections.
    }

    private static Reply ToReply(Official.ChatCompletion answer) =>
        new(0, answer.Content.Sum(part => (long)part.Text.Length) + answer.ToolCalls.Sum(call => (long)call.FunctionArguments.ToString().Length), answer.Usage.TotalTokenCount, NameOf(answer.FinishReason));

    private static async Task<Reply> StreamAsync(Official.ChatClient client)
    {
        var reply = default(Reply);
        List<ArrayBufferWriter<byte>> calls = [];
        await foreach (var update in client.CompleteChatStreamingAsync(_messages))
        {
            foreach (var call in update.ToolCallUpdates)
            {
                while (calls.Count <= call.Index)
                {
                    calls.Add(new ArrayBufferWriter<byte>());
                }

                calls[call.Index].Write(call.FunctionArgumentsUpdate.ToMemory().Span);
            }

            var length = update.ContentUpdate.Sum(part => part.Text.Length);
            var finish = update.FinishReason is { } reason ? NameOf(reason) : reply.Finish;
            reply = new Reply(reply.Chunks + (length > 0 ? 1 : 0), reply.Characters + length, update.Usage?.TotalTokenCount ?? reply.Tokens, finish);
        }

        return reply with { Characters = reply.Characters + calls.Sum(call => (long)Encoding.UTF8.GetString(call.WrittenSpan).Length) };
    }

    private static string NameOf(Official.ChatFinishReason reason) => reason == Official.ChatFinishReason.ToolCalls ? "tool_calls" : reason == Official.ChatFinishReason.Stop ? "stop" : reason.ToString();
}
