using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;

namespace ChatSdk.Tests.Diagnostics;

/// <summary>Provides a fake server, a client without retries, and a telemetry listener.</summary>
[SuppressMessage("Reliability", "CA1001", Justification = "The tear-down method disposes the listener.")]
public abstract class TelemetryTest : FakeServerTest
{
    private protected const string Answer = """{"id":"c-1","model":"m-2026","choices":[{"index":0,"message":{"role":"assistant","content":"Hi"},"finish_reason":"stop"}],"usage":{"prompt_tokens":12,"completion_tokens":7,"prompt_tokens_details":{"cached_tokens":5},"completion_tokens_details":{"reasoning_tokens":3}}}""";
    private protected const string Usage = """{"id":"c-1","model":"m-2026","choices":[],"usage":{"prompt_tokens":12,"completion_tokens":7}}""";

    private protected TelemetryBook Telemetry { get; private set; } = null!;

    private protected Activity Span => Telemetry.Spans.Should().ContainSingle().Subject;

    private protected Dictionary<string, object?> Tags => TelemetryBook.TagsOf(Span);

    private protected IEnumerable<string> FinishReasons => (string[])Tags["gen_ai.response.finish_reasons"]!;

    [SetUp]
    public void Listen() => Telemetry = new TelemetryBook();

    [TearDown]
    public void StopListening() => Telemetry.Dispose();

    /// <summary>Creates the JSON of a chunk with the given text.</summary>
    private protected static string ChunkOf(string text) => $$$"""{"id":"c-1","model":"m-2026","choices":[{"index":0,"delta":{"content":"{{{text}}}"}}]}""";
}
