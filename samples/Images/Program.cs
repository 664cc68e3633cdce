using ChatSdk;
using ChatSdk.Testing;

// Images [file or address…]: asks what is to be seen (png, jpg, webp, gif, or an http address), heard (wav, mp3) or read (pdf).
// Without CHATSDK_BASE_URL the sample brings its own server, which knows what is in its pictures.
var address = Environment.GetEnvironmentVariable("CHATSDK_BASE_URL");
await using var server = string.IsNullOrEmpty(address) ? await FakeChatServer.StartAsync() : null;
var own = Path.Combine(AppContext.BaseDirectory, "squares.png");
string[] shown = server is null ? [own] : [own, "https://example.com/lighthouse.jpg"];
server?.AnswersText("A red, a green and a blue square.").AnswersText("A lighthouse at the sea.");

try
{
    using var client = new ChatClient(
        server?.BaseAddress ?? address!,
        Environment.GetEnvironmentVariable("CHATSDK_API_KEY"),
        Environment.GetEnvironmentVariable("CHATSDK_MODEL") ?? "fake-model");
    foreach (var thing in args.Length > 0 ? args : shown)
    {
        ChatCompletion answer = await client.CreateAsync(new ChatCompletionRequest
        {
            Messages = [ChatMessage.User([ContentPart.FromText("What is this?"), Part(thing)])],
        });
        Console.WriteLine($"{Path.GetFileName(thing)}: {answer.Text}");
    }

    return 0;
}
catch (Exception exception) when (exception is ChatException or ArgumentException or NotSupportedException or IOException or UnauthorizedAccessException)
{
    await Console.Error.WriteLineAsync($"The chat failed. {exception.Message}");
    return 1;
}

// An address is fetched by the server, and must be open to it. A file goes along, in base64: a third larger than it is.
static ContentPart Part(string thing)
{
    if (thing.StartsWith("http://", StringComparison.Ordinal) || thing.StartsWith("https://", StringComparison.Ordinal))
    {
        return ContentPart.FromImage(thing, detail: "low");
    }

    var bytes = File.ReadAllBytes(thing);
    return Path.GetExtension(thing).ToUpperInvariant() switch
    {
        ".PNG" => ContentPart.FromImage(bytes, "image/png"),
        ".JPG" or ".JPEG" => ContentPart.FromImage(bytes, "image/jpeg"),
        ".WEBP" => ContentPart.FromImage(bytes, "image/webp"),
        ".GIF" => ContentPart.FromImage(bytes, "image/gif"),
        ".WAV" => ContentPart.FromAudio(bytes, "wav"),
        ".MP3" => ContentPart.FromAudio(bytes, "mp3"),
        ".PDF" => ContentPart.FromFile(new() { Filename = Path.GetFileName(thing), FileData = $"data:application/pdf;base64,{Convert.ToBase64String(bytes)}" }),
        var other => throw new NotSupportedException($"It is not known what a file of the kind \"{other}\" is."),
    };
}
