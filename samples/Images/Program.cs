using ChatSdk;
using ChatSdk.Testing;

// Images [file or URL…]: asks the model "What is this?" about each file or image URL. Files can be images, audio, or documents such as PDF.
// Without CHATSDK_BASE_URL, the sample starts its own server, which has answers for the two sample images.
var address = Environment.GetEnvironmentVariable("CHATSDK_BASE_URL");
await using var server = string.IsNullOrEmpty(address) ? await FakeChatServer.StartAsync() : null;
var sampleFile = Path.Combine(AppContext.BaseDirectory, "squares.png");
string[] samples = server is null ? [sampleFile] : [sampleFile, "https://example.com/lighthouse.jpg"];
server?.AnswersText("A red, a green and a blue square.").AnswersText("A lighthouse by the sea.");

try
{
    using var client = new ChatClient(
        server?.BaseAddress ?? address!,
        Environment.GetEnvironmentVariable("CHATSDK_API_KEY"),
        Environment.GetEnvironmentVariable("CHATSDK_MODEL") ?? "fake-model");
    foreach (var source in args.Length > 0 ? args : samples)
    {
        ChatCompletion answer = await client.CreateAsync([ChatMessage.User("What is this?", await PartAsync(source))]);
        Console.WriteLine($"{Path.GetFileName(source)}: {answer.Text}");
    }

    return 0;
}
catch (Exception exception) when (exception is ChatException or ArgumentException or IOException or UnauthorizedAccessException)
{
    await Console.Error.WriteLineAsync($"The chat failed. {exception.Message}");
    return 1;
}

// A URL is fetched by the server, which must have access to it. A file is sent in base64, which makes it a third larger.
static async Task<ContentPart> PartAsync(string source) =>
    source.StartsWith("http://", StringComparison.Ordinal) || source.StartsWith("https://", StringComparison.Ordinal)
        ? ContentPart.FromImage(source, detail: "low")
        : await ContentPart.FromFileAsync(source);
