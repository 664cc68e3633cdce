using System.Diagnostics;
using ChatSdk;
using ChatSdk.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry;

const int Rounds = 10;

using var activities = new ActivitySource("Observability");
await using var server = await FakeChatServer.StartAsync();
var builder = Host.CreateApplicationBuilder(args);
builder.Services.AddChatClient(options =>
{
    options.BaseAddress = server.BaseAddress;
    options.Model = "fake-model";
    options.CaptureMessageContent = true;    // the dashboard then shows prompts and answers
    options.Prices["fake-model"] = new() { Input = 2.50m, Output = 10m };
});

// ChatSdk logs each attempt at the level Debug. HttpClient would log the same requests again, so only its warnings are shown.
builder.Logging.AddFilter("ChatSdk", LogLevel.Debug).AddFilter("System.Net.Http", LogLevel.Warning);

// The environment variables OTEL_EXPORTER_OTLP_ENDPOINT and OTEL_SERVICE_NAME, which the application host sets, configure the exporter.
builder.Services.AddOpenTelemetry()
    .WithTracing(tracing => tracing.AddSource("ChatSdk", "System.Net.Http", activities.Name))
    .WithMetrics(metrics => metrics.AddMeter("ChatSdk"))
    .WithLogging(configureBuilder: null, logging => logging.IncludeFormattedMessage = true)
    .UseOtlpExporter();
using var host = builder.Build();
await host.StartAsync();

var client = host.Services.GetRequiredService<ChatClient>();
for (var round = 1; round <= Rounds; round++)
{
    await TraceAsync("stream after a retry", StreamAfterRetryAsync);
    await TraceAsync("run with a tool", RunToolAsync);
    await TraceAsync("error", FailAsync);
}

Console.WriteLine($"Made {Rounds} streaming calls with a retry, {Rounds} runs with a tool, and {Rounds} calls that failed.");
await host.StopAsync();

// The spans of ChatSdk are children of the application's own span.
async Task TraceAsync(string name, Func<Task> action)
{
    using var activity = activities.StartActivity(name);
    await action();
}

async Task StreamAfterRetryAsync()
{
    server.AnswersError(503, "The model is loading.")
        .AnswersText("Once upon a time, a client tried again.").After(TimeSpan.FromMilliseconds(100)).Pausing(TimeSpan.FromMilliseconds(20));
    var request = new ChatCompletionRequest { Messages = [ChatMessage.User("Tell me a story.")], StreamOptions = new() { IncludeUsage = true } };
    await foreach (var chunk in client.CreateStreamAsync(request))
    {
        Console.Write(chunk.Text);
    }

    Console.WriteLine();
}

async Task RunToolAsync()
{
    server.CallsTool("get_temperature", """{"city":"Paris"}""").After(TimeSpan.FromMilliseconds(150))
        .AnswersText("It is 18 °C in Paris.").After(TimeSpan.FromMilliseconds(200));
    var run = await client.RunToolsAsync("How warm is it in Paris?", [ChatTool.FromDelegate(GetTemperatureAsync, "get_temperature")]);
    Console.WriteLine(run.Text);
}

async Task FailAsync()
{
    server.Answers(FakeErrors.OpenAIContextLength);
    try
    {
        await client.CreateAsync("A prompt that is too long.");
    }
    catch (ChatApiException exception)
    {
        Console.WriteLine(exception.Message);
    }
}

static async Task<int> GetTemperatureAsync(string city)
{
    await Task.Delay(80);
    return city == "Paris" ? 18 : 9;
}
