using System.Text.Json;
using ChatSdk;
using ChatSdk.Testing;

// Without CHATSDK_BASE_URL, the sample starts its own server, which echoes your messages.
var address = Environment.GetEnvironmentVariable("CHATSDK_BASE_URL");
await using var server = string.IsNullOrEmpty(address) ? await FakeChatServer.StartAsync() : null;
using var client = new ChatClient(
    server?.BaseAddress ?? address!,
    Environment.GetEnvironmentVariable("CHATSDK_API_KEY"),
    Environment.GetEnvironmentVariable("CHATSDK_MODEL") ?? "fake-model");

var conversation = new ChatConversation(client, "You are helpful.") { KeepPartialAnswers = true };
CancellationTokenSource? answering = null;

// Ctrl-C stops the answer; it ends the program only if no answer is being received.
Console.CancelKeyPress += (_, pressed) => pressed.Cancel = Stop(answering);
Console.WriteLine("Say something. /save <file>, /load <file>, /quit; Ctrl-C stops an answer.");

while (Prompt() is { } line and not "/quit")
{
    try
    {
        switch (line.Split(' ', 2))
        {
            case ["/save", { Length: > 0 } file]:
                await File.WriteAllTextAsync(file, conversation.ToJson());
                Console.WriteLine($"Saved {conversation.Messages.Count} messages.");
                break;
            case ["/load", { Length: > 0 } file]:
                conversation = ChatConversation.FromJson(client, await File.ReadAllTextAsync(file));
                conversation.KeepPartialAnswers = true;
                Console.WriteLine($"Loaded {conversation.Messages.Count} messages.");
                break;
            case [""]:
                break;
            case [['/', ..], ..]:
                Console.WriteLine("/save <file>, /load <file>, /quit");
                break;
            default:
                await AnswerAsync(line);
                break;
        }
    }
    catch (Exception exception) when (exception is ChatException or IOException or UnauthorizedAccessException or JsonException)
    {
        Console.WriteLine($"\nError: {exception.Message}");
    }
}

async Task AnswerAsync(string prompt)
{
    using var stop = answering = new CancellationTokenSource();
    try
    {
        await foreach (ChatCompletionChunk chunk in conversation.SendStreamAsync(prompt, cancellationToken: stop.Token))
        {
            Console.Write(chunk.Text);
        }

        Console.WriteLine();
    }
    catch (OperationCanceledException)
    {
        Console.WriteLine(" [stopped]");
    }
    finally
    {
        answering = null;
    }
}

static string? Prompt()
{
    Console.Write("> ");
    return Console.ReadLine();
}

static bool Stop(CancellationTokenSource? answering)
{
    answering?.Cancel();
    return answering is not null;
}
