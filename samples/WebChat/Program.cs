using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using ChatSdk;
using ChatSdk.Testing;
using Microsoft.Extensions.Options;

// Without CHATSDK_BASE_URL, the sample starts its own server, which first demonstrates the page and then echoes your messages.
var address = Environment.GetEnvironmentVariable("CHATSDK_BASE_URL");
await using var server = string.IsNullOrEmpty(address) ? await FakeChatServer.StartAsync() : null;
var tour = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "tour.md"));
server?.Answers(FakeAnswer.Text(tour).Pausing(TimeSpan.FromMilliseconds(30)));

var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
builder.Services.AddChatClient(options =>
{
    options.BaseAddress = server?.BaseAddress ?? address;
    options.ApiKey = Environment.GetEnvironmentVariable("CHATSDK_API_KEY");
    options.Model = Environment.GetEnvironmentVariable("CHATSDK_MODEL") ?? "fake-model";
});

await using var app = builder.Build();

// The browser neither executes scripts nor loads external resources that appear in a model's answer.
app.Use((context, next) =>
{
    context.Response.Headers.ContentSecurityPolicy = "default-src 'self'; require-trusted-types-for 'script'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    return next(context);
});
app.UseFileServer();

// Anyone with access to this address uses your API key: add authentication before you expose it to others.
app.MapPost("/chat", (ChatMessage[] messages, ChatClient client, CancellationToken cancellationToken) =>
    TypedResults.ServerSentEvents(AnswerAsync(client, new ChatCompletionRequest { Messages = messages }, cancellationToken)));

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

// When the browser disconnects, the token also cancels the request to the model. A failure is sent to the browser as an event,
// because the status 200 has already been sent.
static async IAsyncEnumerable<SseItem<string>> AnswerAsync(ChatClient client, ChatCompletionRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
{
    FinishReason? end = null;
    await foreach (ChatResult<ChatCompletionChunk> result in client.TryCreateStreamAsync(request, cancellationToken: cancellationToken))
    {
        if (!result.IsSuccess)
        {
            yield return new SseItem<string>(result.Error.Message, "failure");
            yield break;
        }

        if (result.Value.Reasoning.Length > 0)
        {
            yield return new SseItem<string>(result.Value.Reasoning, "reasoning");
        }

        if (result.Value.Text.Length > 0)
        {
            yield return new SseItem<string>(result.Value.Text, "text");
        }

        end = result.Value.FinishReason ?? end;
    }

    yield return new SseItem<string>(end?.Value ?? "", "done");
}
