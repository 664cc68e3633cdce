using ChatSdk;
using ChatSdk.Testing;

// Images [file or URL…]: asks the model what is shown (an image, or an http URL), heard (audio) or written (PDF and others).
// Without CHATSDK_BASE_URL the sample starts its own server, which knows what is in its pictures.
var address = Environment.GetEnvironmentVariable("CHATSDK_BASE_URL");
await using var server = string.IsNullOrEmpty(address) ? await FakeChatServer.StartAsync() : null;
var own = Path.Combine(AppContext.BaseDirectory, "squares.png");
string[] shown = server is null ? [own] : [own, "https://example.com/lighthouse.jpg"];
server?.AnswersText("A red, a green and a blue square.").AnswersText("A lighthouse by the sea.");

try
{
    using var client = new ChatClient(
        server?.BaseAddress ?? address!,
        Environment.GetEnvironmentVariable("CHATSDK_API_KEY"),
        Environment.GetEnvironmentVariable("CHATSDK_MODEL") ?? "fake-model");
    foreach (var thing in args.Length > 0 ? args : shown)
    {
        ChatCompletion answer = await client.CreateAsync([ChatMessage.User("What is this?", await PartAsync(thing))]);
        Console.WriteLine($"{Path.GetFileName(thing)}: {answer.Text}");
    }

    return 0;
}
catch (Exception exception) when (exception is ChatException or ArgumentException or IOException or UnauthorizedAccessException)
{
    await Console.Error.WriteLineAsync($"The chat failed. {exception.Message}");
    return 1;
}

// A URL is fetched by the server, so it must be accessible to it. A file is sent along in base64, which makes it a third larger.
static async Task<ContentPart> PartAsync(string thing) =>
    thing.StartsWith("http://", StringComparison.Ordinal) || thing.StartsWith("https://", StringComparison.Ordinal)
        ? ContentPart.FromImage(thing, detail: "low")
        : await ContentPart.FromFileAsync(thing);
