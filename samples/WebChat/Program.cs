using System.Text.Json.Serialization;
using ChatSdk;
using ChatSdk.Testing;
using Microsoft.Extensions.Options;
using WebChat;

// Without CHATSDK_BASE_URL, the sample starts its own server. Its first answer shows what the page can display. Then the server echoes your messages.
var address = Environment.GetEnvironmentVariable("CHATSDK_BASE_URL");
await using var server = string.IsNullOrEmpty(address) ? await FakeChatServer.StartAsync() : null;
var tour = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "tour.md"));
server?.Answers(FakeAnswer.Text(tour).Pausing(TimeSpan.FromMilliseconds(30)));

// Limits the time that the regular expressions for syntax highlighting may take, because a model may write any text.
AppDomain.CurrentDomain.SetData("REGEX_DEFAULT_MATCH_TIMEOUT", TimeSpan.FromSeconds(1));

var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
builder.Services.ConfigureHttpJsonOptions(json => json.SerializerOptions.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull);
builder.Services.AddChatClient(options =>
{
    options.BaseAddress = server?.BaseAddress ?? address;
    options.ApiKey = Environment.GetEnvironmentVariable("CHATSDK_API_KEY");
    options.Model = Environment.GetEnvironmentVariable("CHATSDK_MODEL") ?? "fake-model";
});

await using var app = builder.Build();

// This header prevents the browser from executing scripts and loading external resources that appear in a model's answer.
app.Use((context, next) =>
{
    context.Response.Headers.ContentSecurityPolicy =
        "default-src 'self'; require-trusted-types-for 'script'; trusted-types answer; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    return next(context);
});
app.UseFileServer();

// Anyone who can reach this address can use your API key, so add authentication before you expose it to others.
app.MapPost("/chat", (ChatMessage[] messages, ChatClient client, CancellationToken cancellationToken) =>
    TypedResults.ServerSentEvents(AnswerStream.OfAsync(client, messages, cancellationToken)));
app.MapGet("/about", (ChatClient client) => TypedResults.Ok(new { client.Model, Server = client.BaseAddress.Authority }));

try
{
    await app.StartAsync();
    Console.WriteLine($"Open {app.Urls.First()} (Ctrl-C ends the program)");
    await app.WaitForShutdownAsync();
    return 0;
}
catch (Exception exception) when (exception is OptionsValidationException or IOException)
{
    await Console.Error.WriteLineAsync($"The page cannot be served. {exception.Message}");
    return 1;
}
