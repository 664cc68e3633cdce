using System.Text;
using ChatSdk.Tests.Wire;

namespace ChatSdk.Tests.Fuzz;

/// <summary>Targets that parse server responses, one for each operation. The corpus consists of all captured responses.</summary>
internal static class WireTargets
{
    private static readonly string[] _contentTypes = ["text/event-stream", "application/json", "text/html", "application/x-ndjson"];
    private static readonly int[] _errorStatuses = [301, 400, 401, 402, 403, 404, 408, 409, 413, 422, 429, 500, 502, 503, 529];

    // Each of these strings can indicate that an answer is complete: the end of a stream, a finish reason, or a part of a response without streaming.
    private static readonly string[] _ends = ["[DONE]", "finish_reason", "chat.completion\"", "\"message\"", "\"text\""];

    public static IEnumerable<FuzzTarget> All => from operation in Operations() select Target(operation);

    private static byte[][] Captures { get; } = [.. WireFixture.All().Select(fixture => fixture.Body)];

    public static IEnumerable<string> Operations() => ["chat", "chat_stream", "completions", "completions_stream", "models", "error", "error_stream"];

    public static FuzzTarget Target(string operation) => new($"wire {operation}", Captures, input => CheckAsync(operation, input));

    private static async Task CheckAsync(string operation, byte[] input)
    {
        var chance = new Random(Checksum(input));
        var headers = new Dictionary<string, string>(StringComparer.Ordinal) { ["content-type"] = _contentTypes[chance.Next(_contentTypes.Length)] };
        var status = operation.StartsWith("error", StringComparison.Ordinal) ? _errorStatuses[chance.Next(_errorStatuses.Length)] : 200;
        int[] chunkSizes = [.. Enumerable.Range(0, chance.Next(9)).Select(_ => chance.Next(1, 400)), int.MaxValue];
        using var http = new HttpClient(new TrickleHandler(new WireFixture(operation, operation, status, headers, input, default), chunkSizes));
        using var client = new ChatClient(http, new ChatClientOptions { BaseAddress = "http://127.0.0.1/v1", Model = "m", MaxRetries = 0 });

        var isAnswered = await SendAsync(client, operation);

        var text = Encoding.Latin1.GetString(input);
        if (isAnswered && operation == "chat_stream")
        {
            _ends.Should().Contain(end => text.Contains(end, StringComparison.Ordinal), "a truncated stream must not be reported as complete");
        }

        (isAnswered && status != 200).Should().BeFalse("a call must fail if the response has an error status");
    }

    private static async Task<bool> SendAsync(ChatClient client, string operation)
    {
        try
        {
            switch (operation)
            {
                case "chat": await client.CreateAsync("Hi"); break;
                case "completions": await client.CreateTextAsync(new() { Prompt = "Hi" }); break;
                case "completions_stream": await foreach (var _ in client.CreateTextStreamAsync(new() { Prompt = "Hi" })) { } break;
                case "models": await client.ListModelsAsync(); break;
                case "error": await client.CreateAsync("Hi"); break;
                default: await ReadAsync(client); break;
            }

            return true;
        }
        catch (ChatException)
        {
            return false;
        }
    }

    private static async Task ReadAsync(ChatClient client)
    {
        var answer = new ChatCompletionAccumulator();
        try
        {
            await foreach (var chunk in client.CreateStreamAsync("Hi"))
            {
                answer.Add(chunk);
            }
        }
        catch (ChatException exception)
        {
            (exception.Partial?.Text ?? "").Should().Be(answer.ToCompletion().Text, "the exception must contain the partial answer");
            throw;
        }
    }

    private static int Checksum(byte[] input) => input.Aggregate(17, (sum, next) => unchecked((sum * 31) + next));
}
