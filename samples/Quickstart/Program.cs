using System.ComponentModel;
using System.Globalization;
using System.Text.Json.Serialization;
using ChatSdk;
using ChatSdk.Testing;

// Without CHATSDK_BASE_URL, the sample starts its own server, so it needs no installation and no key, and costs nothing.
var address = Environment.GetEnvironmentVariable("CHATSDK_BASE_URL");
await using var server = string.IsNullOrEmpty(address) ? await FakeChatServer.StartAsync() : null;
Console.WriteLine(server is null ? $"Server: {address}" : $"Server: the embedded fake server at {server.BaseAddress} (set CHATSDK_BASE_URL for a real one)");

var prompt = args.Length > 0 ? string.Join(' ', args) : "Write a haiku about recursion in programming.";
if (server is not null && args.Length == 0)
{
    AnswerWithHaiku(server);
}

try
{
    using var client = new ChatClient(
        server?.BaseAddress ?? address!,
        Environment.GetEnvironmentVariable("CHATSDK_API_KEY"),
        Environment.GetEnvironmentVariable("CHATSDK_MODEL") ?? "fake-model");
    var request = new ChatCompletionRequest
    {
        Messages = [ChatMessage.User(prompt)],
        Tools = [ChatTool.FromDelegate(CountSyllables, ToolJson.Default)],
        StreamOptions = new() { IncludeUsage = true },
    };
    var heading = "";
    Show("You said: ", prompt, ref heading);
    await foreach (ChatToolRunUpdate update in client.RunToolsStreamAsync(request))
    {
        Show("Reasoning: ", update.Chunk?.Reasoning, ref heading);
        Show("Answer:\n", update.Text, ref heading);
        if (update.Result is { } result)
        {
            Show("Tools:", $"\n  {update.Call?.Function?.Name} {update.Call?.Function?.Arguments} = {result.Text}", ref heading);
        }

        if (update.Run is { } run)
        {
            ShowUsage(run);
        }
    }

    return 0;
}
catch (Exception exception) when (exception is ChatException or ArgumentException)
{
    Console.WriteLine();
    await Console.Error.WriteLineAsync($"The chat failed. {exception.Message.ReplaceLineEndings(" ")}");
    return 1;
}

[Description("Counts the syllables of a line of English.")]
static int CountSyllables(string line) => line.Split(' ').Sum(word =>
{
    var letters = word.ToLowerInvariant().TrimEnd(',', '.', '!', '?');
    var vowels = letters.Where((letter, index) => "aeiouy".Contains(letter) && (index == 0 || !"aeiouy".Contains(letters[index - 1]))).Count();
    return vowels > 1 && letters.EndsWith('e') ? vowels - 1 : vowels;
});

// Writes the heading only where the kind of text changes, so that consecutive chunks of the same kind form one text.
static void Show(string kind, string? text, ref string heading)
{
    if (!string.IsNullOrEmpty(text))
    {
        Console.Write(kind == heading ? text : $"{(heading.Length > 0 ? "\n\n" : "\n")}{kind}{text}");
        heading = kind;
    }
}

static void ShowUsage(ChatToolRun run)
{
    Console.WriteLine($"\n\nFinish reason: {run.Completion?.FinishReason}");
    Console.WriteLine(run.Usage is { } usage
        ? $"Tokens: {usage.PromptTokens} in, {usage.CompletionTokens} out, {usage.TotalTokens} in total"
        : "Tokens: not reported by the server");
    Console.WriteLine(run.Usage?.Cost is { } cost ? string.Create(CultureInfo.InvariantCulture, $"Cost: ${cost:0.000000}") : "Cost: not reported by the server");
}

// Scripts a model that reasons and counts the syllables of each line before it answers. The pauses make the streaming visible.
static void AnswerWithHaiku(FakeChatServer server)
{
    string[] lines = ["Function calls itself,", "each call smaller than the last,", "until one returns."];
    var counting = FakeAnswer.ToolCall(nameof(CountSyllables), ArgumentsOf(lines[0]));
    foreach (var line in lines[1..])
    {
        counting = counting.WithToolCall(nameof(CountSyllables), ArgumentsOf(line));
    }

    server
        .Answers(counting.WithReasoning("A haiku has 5, 7 and 5 syllables. I have three lines; let me count.").WithUsage(UsageOf(71, 96, 0.001138)))
        .Answers(FakeAnswer.Text(string.Join('\n', lines)).WithUsage(UsageOf(184, 31, 0.000770)).Pausing(TimeSpan.FromMilliseconds(60)));

    static string ArgumentsOf(string line) => $$"""{"line":"{{line}}"}""";

    static ChatUsage UsageOf(int prompt, int completion, double cost) =>
        new ChatUsage { PromptTokens = prompt, CompletionTokens = completion, TotalTokens = prompt + completion }.WithField("cost", cost);
}

// The serializer is generated at compile time, so it needs no reflection and works with Native AOT.
[JsonSerializable(typeof(int))]
[JsonSerializable(typeof(string))]
internal sealed partial class ToolJson : JsonSerializerContext;
