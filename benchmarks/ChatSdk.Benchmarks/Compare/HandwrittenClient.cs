using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Text;
using System.Text.Json;

namespace ChatSdk.Benchmarks.Compare;

/// <summary>A minimal client for a well-behaved server, built with <see cref="HttpClient"/>, the .NET SSE parser and source-generated serializers.</summary>
internal sealed class HandwrittenClient(Uri server) : IBenchmarkedClient
{
    private static readonly HandMessage[] _messages = [new("system", Prompts.System), new("user", Prompts.User)];
    private readonly HttpClient _http = new() { BaseAddress = server, DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", "key") } };

    public string Name => "by hand";

    public async Task RunAsync(Workload workload) =>
        workload.Check(workload.IsStream ? await StreamAsync(workload) : await CompleteAsync(workload.Name), Name);

    public void Dispose() => _http.Dispose();

    private async Task<Reply> CompleteAsync(string model)
    {
        using var response = await _http.PostAsJsonAsync("v1/chat/completions", new HandRequest(model, _messages), HandJson.Default.HandRequest);
        response.EnsureSuccessStatusCode();
        var answer = (await response.Content.ReadFromJsonAsync(HandJson.Default.HandAnswer))!;
        var message = answer.Choices[0].Message!;
        return new Reply(0, (message.Content?.Length ?? 0) + (message.ToolCalls?.Sum(call => (long)call.Function!.Arguments!.Length) ?? 0), answer.Usage!.TotalTokens, answer.Choices[0].FinishReason);
    }

    private async Task<Reply> StreamAsync(Workload workload)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, workload.IsTextCompletion ? "v1/completions" : "v1/chat/completions");
        var prompt = workload.IsTextCompletion ? new HandRequest(workload.Name, null, Stream: true, Prompts.User) : new HandRequest(workload.Name, _messages, Stream: true);
        request.Content = JsonContent.Create(prompt, HandJson.Default.HandRequest);
        using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        response.EnsureSuccessStatusCode();
        await using var body = await response.Content.ReadAsStreamAsync();
        var events = SseParser.Create(body, static (_, data) => data.SequenceEqual("[DONE]"u8) ? null : JsonSerializer.Deserialize(data, HandJson.Default.HandAnswer));
        var reply = default(Reply);
        List<StringBuilder> calls = [];
        await foreach (var item in events.EnumerateAsync())
        {
            if (item.Data is not { } chunk)
            {
                break;
            }

            reply = Add(reply, chunk, calls);
        }

        return reply with { Characters = reply.Characters + calls.Sum(call => (long)call.ToString().Length) };
    }

    private static Reply Add(Reply reply, HandAnswer chunk, List<StringBuilder> calls)
    {
        reply = chunk.Usage is { } usage ? reply with { Tokens = usage.TotalTokens } : reply;
        foreach (var choice in chunk.Choices)
        {
            foreach (var call in choice.Delta?.ToolCalls ?? [])
            {
                while (calls.Count <= call.Index)
                {
                    calls.Add(new StringBuilder());
                }

                calls[call.Index].Append(call.Function?.Arguments);
            }

            var length = (choice.Text ?? choice.Delta?.Content)?.Length ?? 0;
            reply = reply with { Chunks = reply.Chunks + (length > 0 ? 1 : 0), Characters = reply.Characters + length, Finish = choice.FinishReason ?? reply.Finish };
        }

        return reply;
    }
}
