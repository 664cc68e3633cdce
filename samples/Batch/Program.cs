using System.Collections.Concurrent;
using System.Text.Json;
using ChatSdk;
using ChatSdk.Testing;
using Spectre.Console;

// Batch [questions.jsonl] [answers.jsonl]: each line of the first file is the body of a request, {"messages":[…]}. Each line of the
// second is an answer or an error, with the line number of its request. If the program is started again, it continues where it
// stopped. To retry failed requests, first delete their lines from the second file.
var questions = args.ElementAtOrDefault(0) ?? Path.Combine(AppContext.BaseDirectory, "questions.jsonl");
var answers = args.ElementAtOrDefault(1) ?? Path.Combine(Path.GetTempPath(), "chatsdk-answers.jsonl");

// Without CHATSDK_BASE_URL, the sample starts its own server.
var address = Environment.GetEnvironmentVariable("CHATSDK_BASE_URL");
await using var server = string.IsNullOrEmpty(address) ? await FakeChatServer.StartAsync() : null;
using var client = new ChatClient(
    server?.BaseAddress ?? address!,
    Environment.GetEnvironmentVariable("CHATSDK_API_KEY"),
    Environment.GetEnvironmentVariable("CHATSDK_MODEL") ?? "fake-model");

try
{
    var total = File.ReadLines(questions).Count(line => !string.IsNullOrWhiteSpace(line));
    using var file = new AnswerFile(answers);
    Console.WriteLine($"{file.Done} of {total} lines were already done.");
    var failed = 0;
    var tokens = 0L;
    ConcurrentDictionary<int, (int Line, string? Error)> sent = new();

    await AnsiConsole.Progress()
        .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn())
        .StartAsync(async context =>
        {
            var bar = context.AddTask("Sending", maxValue: total);
            bar.Increment(file.Done);
            await foreach (ChatRequestResult result in client.CreateManyAsync(Requests(file, sent), maxConcurrency: 16))
            {
                sent.TryRemove(result.Index, out var origin);
                file.Add(origin.Line, result.Completion, origin.Error ?? result.Error?.Message);
                failed += result.IsSuccess ? 0 : 1;
                tokens += result.Completion?.Usage?.TotalTokens ?? 0;
                bar.Increment(1);
                bar.Description = $"{bar.Speed ?? 0:0.0} lines/s, {tokens:N0} tokens, {failed} failed";
            }
        });

    Console.WriteLine($"{total} lines are done, {failed} failed in this run, which used {tokens} tokens. The answers are in {answers}.");
    return 0;
}
catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException)
{
    await Console.Error.WriteLineAsync($"The batch stopped. {exception.Message}");
    return 1;
}

IEnumerable<ChatCompletionRequest> Requests(AnswerFile file, ConcurrentDictionary<int, (int Line, string? Error)> sent)
{
    var index = 0;
    foreach (var (text, line) in File.ReadLines(questions).Select((text, place) => (text, place + 1)))
    {
        if (file.Has(line) || string.IsNullOrWhiteSpace(text))
        {
            continue;
        }

        var (request, error) = Read(text);
        sent[index++] = (line, error);
        yield return request;
    }
}

// An invalid line becomes a request without messages, which fails like any other invalid request, so that the batch continues.
static (ChatCompletionRequest Request, string? Error) Read(string line)
{
    try
    {
        return (JsonSerializer.Deserialize<ChatCompletionRequest>(line)!, null);
    }
    catch (JsonException exception)
    {
        return (new ChatCompletionRequest { Messages = [] }, $"The line is not the JSON of a chat request: {exception.Message}");
    }
}
