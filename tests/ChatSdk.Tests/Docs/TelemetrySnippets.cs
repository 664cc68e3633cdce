using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace ChatSdk.Tests.Docs;

/// <summary>The C# code of docs/telemetry.md.</summary>
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
