using ChatSdk.Testing;

// Without CHATSDK_BASE_URL, the sample starts its own chat server, which first sends a tour of the page and then echoes your messages.
var address = Environment.GetEnvironmentVariable("CHATSDK_BASE_URL");
await using var server = string.IsNullOrEmpty(address) ? await FakeChatServer.StartAsync() : null;
if (server is not null)
{
    // The chat server and the page have different ports, so the browser blocks the page's requests unless the chat server allows them (CORS).
    server.AllowsAnyOrigin = true;
    server.Answers(FakeAnswer.Text(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "tour.md"))).Pausing(TimeSpan.FromMilliseconds(30)));
}

var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
builder.WebHost.UseStaticWebAssets();
await using var app = builder.Build();

// These settings replace the page's own appsettings.json. They contain no API key, because everyone who can open a page can read its settings.
var settings = new { Chat = new { BaseAddress = server?.BaseAddress ?? address, Model = Environment.GetEnvironmentVariable("CHATSDK_MODEL") ?? "fake-model" } };
app.MapWhen(context => context.Request.Path == "/appsettings.json", branch => branch.Run(context => context.Response.WriteAsJsonAsync(settings, context.RequestAborted)));
app.MapStaticAssets();
app.MapFallbackToFile("index.html");

try
{
    await app.StartAsync();
    Console.WriteLine($"Open {app.Urls.First()} (Ctrl-C ends the program)");
    await app.WaitForShutdownAsync();
    return 0;
}
catch (IOException exception)
{
    await Console.Error.WriteLineAsync($"The page cannot be served. {exception.Message}");
    return 1;
}
