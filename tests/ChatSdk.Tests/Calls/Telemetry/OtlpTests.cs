using System.Collections.Concurrent;
using ChatSdk.Tests.Docs;
using ChatSdk.Tests.Faults;
using Microsoft.AspNetCore.Http;

namespace ChatSdk.Tests.Diagnostics;

/// <summary>Tests the traces and metrics that OpenTelemetry's OTLP exporter sends to a collector over HTTP.</summary>
[TestFixture]
public sealed class OtlpTests : FakeServerTest
{
    private const string Answer = """{"id":"c-1","model":"m-2026","choices":[{"index":0,"message":{"role":"assistant","content":"Hi"},"finish_reason":"stop"}],"usage":{"prompt_tokens":12,"completion_tokens":7}}""";

    private readonly ConcurrentDictionary<string, ProtoMessage> _received = new(StringComparer.Ordinal);

    [Test]
    public async Task Collector_receives_spans_and_metrics()
    {
        Server.AnswersJson(Answer);
        await using var collector = await KestrelHost.StartAsync(_ => { }, ReceiveAsync, Guard);

        await TelemetrySnippets.ExportAsync(() => Client.CreateAsync(_hello, cancellationToken: Guard), new Uri($"http://{collector.Authority}"));

        ShouldHaveTraced(_received["/v1/traces"].Messages(1).Single());
        ShouldHaveMeasured(_received["/v1/metrics"].Messages(1).Single());
    }

    private static void ShouldHaveTraced(ProtoMessage resource)
    {
        ServiceOf(resource).Should().Be("my-service");
        var scope = resource.Messages(2).Single();
        scope.Messages(1).Single().Text(1).Should().Be("ChatSdk");
        var span = scope.Messages(2).Single();
        const ulong KindClient = 3;
        (span.Text(5), span.Number(6), span.Bytes(1).Length, span.Bytes(2).Length).Should().Be(("chat m", KindClient, 16, 8));
        span.Number(8).Should().BeGreaterThanOrEqualTo(span.Number(7), "a span cannot end before it starts");
        AttributesOf(span, 9).Should().Contain(
            new("gen_ai.operation.name", "chat"),
            new("gen_ai.request.model", "m"),
            new("gen_ai.response.model", "m-2026"),
            new("gen_ai.response.finish_reasons", "[stop]"),
            new("gen_ai.usage.input_tokens", "12"),
            new("gen_ai.usage.output_tokens", "7"),
            new("server.address", "127.0.0.1"),
            new("chatsdk.attempts", "1"));
    }

    private static void ShouldHaveMeasured(ProtoMessage resource)
    {
        var metrics = resource.Messages(2).Single().Messages(2).ToDictionary(metric => metric.Text(1), StringComparer.Ordinal);
        metrics.Keys.Should().BeEquivalentTo("gen_ai.client.operation.duration", "gen_ai.client.token.usage");
        metrics["gen_ai.client.operation.duration"].Text(3).Should().Be("s");
        var duration = PointsOf(metrics["gen_ai.client.operation.duration"]).Should().ContainSingle().Subject;
        duration.Number(4).Should().Be(1, "one call was measured");
        duration.Double(5).Should().BeGreaterThan(0);
        duration.Doubles(7).Should().HaveCount(14).And.StartWith(0.01).And.EndWith(81.92);
        PointsOf(metrics["gen_ai.client.token.usage"]).ToDictionary(point => AttributesOf(point, 9)["gen_ai.token.type"], point => point.Double(5), StringComparer.Ordinal)
            .Should().BeEquivalentTo(new Dictionary<string, double>(StringComparer.Ordinal) { ["input"] = 12, ["output"] = 7 });
    }

    private static IEnumerable<ProtoMessage> PointsOf(ProtoMessage metric) => metric.Messages(9).Single().Messages(1);

    private static string ServiceOf(ProtoMessage resource) => AttributesOf(resource.Messages(1).Single(), 1)["service.name"];

    private static Dictionary<string, string> AttributesOf(ProtoMessage message, int field) =>
        message.Messages(field).ToDictionary(attribute => attribute.Text(1), attribute => TextOf(attribute.Messages(2).Single()), StringComparer.Ordinal);

    private static string TextOf(ProtoMessage value) => value switch
    {
        _ when value.Has(1) => value.Text(1),
        _ when value.Has(4) => $"{value.Double(4)}",
        _ when value.Has(5) => $"[{string.Join(", ", value.Messages(5).Single().Messages(1).Select(TextOf))}]",
        _ => $"{value.Number(3)}",
    };

    private async Task ReceiveAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        _received[context.Request.Path] = new ProtoMessage(body.ToArray());
        context.Response.ContentType = "application/x-protobuf";
    }
}
