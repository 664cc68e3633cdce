using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace ChatSdk.Tests.Docs;

/// <summary>The C# code in docs/telemetry.md.</summary>
internal static class TelemetrySnippets
{
    public static async Task ExportAsync(Func<Task> sendRequest, Uri collector)
    {
        var service = ResourceBuilder.CreateDefault().AddService("my-service");
        using var traces = Sdk.CreateTracerProviderBuilder().SetResourceBuilder(service)
            .AddSource("ChatSdk")
            .AddOtlpExporter(options => (options.Endpoint, options.Protocol) = (new(collector, "v1/traces"), OtlpExportProtocol.HttpProtobuf))
            .Build();
        using var metrics = Sdk.CreateMeterProviderBuilder().SetResourceBuilder(service)
            .AddMeter("ChatSdk")
            .AddOtlpExporter(options => (options.Endpoint, options.Protocol) = (new(collector, "v1/metrics"), OtlpExportProtocol.HttpProtobuf))
            .Build();

        await sendRequest();
    }

    public static void ExportFromHost(HostApplicationBuilder builder)
    {
        builder.Services.AddOpenTelemetry()
            .WithTracing(tracing => tracing.AddSource("ChatSdk", "System.Net.Http"))
            .WithMetrics(metrics => metrics.AddMeter("ChatSdk"))
            .WithLogging()
            .UseOtlpExporter();
    }

    public static void Observe()
    {
        using var client = new ChatClient(new ChatClientOptions
        {
            BaseAddress = "http://localhost:11434/v1",
            Model = "llama3.2",
            OnAttempt = attempt => Console.WriteLine($"{attempt.Number}: {attempt.Response?.Status} after {attempt.Duration}"),
            OnRetry = retry => Console.WriteLine($"Attempt {retry.Attempt} failed: {retry.Exception.Message}"),
            OnCompleted = call => Console.WriteLine($"{call.Usage?.TotalTokens} tokens, {call.Attempts} attempts, {call.Duration}"),
        });
    }

    public static async Task ShowAsync(ChatClient client, ChatCompletionRequest request)
    {
        Console.WriteLine(request.ToJson());
        ChatCompletion answer = await client.CreateAsync(request);
        Console.WriteLine(answer.ToJson());
    }

    public static void CaptureBody()
    {
        using var client = new ChatClient(new ChatClientOptions
        {
            BaseAddress = "http://localhost:11434/v1",
            CaptureResponseBody = true,
            OnCompleted = call => Console.WriteLine(call.ResponseBody),
        });
    }

    public static void CaptureContent(HostApplicationBuilder builder)
    {
        builder.Services.AddChatClient(options =>
        {
            options.BaseAddress = "https://host/v1";
            options.CaptureMessageContent = true;
        });
    }

    public static void DisableTelemetry(HostApplicationBuilder builder)
    {
        builder.Services.AddChatClient(options =>
        {
            options.BaseAddress = "https://host/v1";
            options.EnableTelemetry = false;
        });
    }
}
