using System.Globalization;
using System.Text.RegularExpressions;
using ChatSdk;
using ChatSdk.Testing;

const int PassagesPerQuestion = 3;

// A question is not sent to the model if no passage is at least this similar to it. The right value depends on the embedding model.
const double MinSimilarity = 0.25;

// Without CHATSDK_BASE_URL, the sample starts a fake server, which returns similar embeddings for strings that share words.
var address = Environment.GetEnvironmentVariable("CHATSDK_BASE_URL");
await using var server = string.IsNullOrEmpty(address) ? await FakeChatServer.StartAsync() : null;
server?.Given(request => Asks(request, "vacation")).AnswersText("You have 30 days of vacation a year [5]. Unused days expire at the end of March [5].");
server?.Given(request => Asks(request, "laptop")).AnswersText("Every three years [1]. If it was stolen, report it first [2].");
server?.AnswersAlways(FakeAnswer.Text("The passages do not say that, as far as a fake server can tell."));

var model = Environment.GetEnvironmentVariable("CHATSDK_MODEL") ?? "fake-model";
using var client = new ChatClient(server?.BaseAddress ?? address!, Environment.GetEnvironmentVariable("CHATSDK_API_KEY"), model);
var index = new PassageIndex(client, Environment.GetEnvironmentVariable("CHATSDK_EMBEDDING_MODEL") ?? model);
var conversation = new ChatConversation(client, """
    Answer only from the passages, and cite the number of each passage that you use, in brackets: [3].
    If the passages do not contain the answer, say that you do not know.
    """);

try
{
    var passages = Passage.ReadFolder(args.FirstOrDefault() ?? Path.Combine(AppContext.BaseDirectory, "handbook"));
    await index.AddAsync(passages);
    Console.WriteLine($"Ask something about the {passages.Count} passages. An empty line ends the program.");
    while (Prompt() is { Length: > 0 } question)
    {
        await AnswerAsync(question);
    }

    return 0;
}
catch (Exception exception) when (exception is ChatException or IOException or UnauthorizedAccessException)
{
    await Console.Error.WriteLineAsync($"The chat failed. {exception.Message}");
    return 1;
}

async Task AnswerAsync(string question)
{
    IReadOnlyList<int> numbers = await index.SearchAsync(question, PassagesPerQuestion, MinSimilarity);
    if (numbers.Count == 0)
    {
        Console.WriteLine("I found nothing about this in the files.");
        return;
    }

    var answer = "";
    var passages = string.Concat(numbers.Select(number => $"[{number}] {index.Find(number)!.Source}\n{index.Find(number)!.Text}\n\n"));
    conversation.TrimToTokens(10_000);
    await foreach (ChatCompletionChunk chunk in conversation.SendStreamAsync($"{passages}Question: {question}"))
    {
        Console.Write(chunk.Text);
        answer += chunk.Text;
    }

    Console.WriteLine();
    foreach (var number in Regex.Matches(answer, @"\[(?<number>\d{1,6})\]", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture).Select(match => int.Parse(match.Groups["number"].Value, CultureInfo.InvariantCulture)).Distinct())
    {
        Console.WriteLine($"  [{number}] {index.Find(number)?.Source ?? "There is no such passage."}");
    }
}

static string? Prompt()
{
    Console.Write("> ");
    return Console.ReadLine();
}

static bool Asks(ChatCompletionRequest request, string word) =>
    request.Messages[^1].Text.Split("Question:")[^1].Contains(word, StringComparison.OrdinalIgnoreCase);
