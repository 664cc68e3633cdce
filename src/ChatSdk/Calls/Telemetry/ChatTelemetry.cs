using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace ChatSdk;

/// <summary>The activity source and the instruments of the library.</summary>
internal static class ChatTelemetry
{
    private static readonly string? _version = typeof(ChatTelemetry).Assembly.GetName().Version?.ToString(3);

    private static readonly Meter _meter = new(new MeterOptions(TelemetryNames.Source) { Version = _version, TelemetrySchemaUrl = TelemetryNames.SchemaUrl });

    public static ActivitySource Source { get; } = new(new ActivitySourceOptions(TelemetryNames.Source) { Version = _version, TelemetrySchemaUrl = TelemetryNames.SchemaUrl });

    public static Histogram<double> Duration { get; } =
        Seconds(TelemetryNames.Duration, "The duration of calls. The duration of a stream is measured until its end.", [0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92]);

    public static Histogram<double> TimeToFirstChunk { get; } =
        Seconds(TelemetryNames.TimeToFirstChunk, "The time until the first chunk of a stream is received.", [0.001, 0.005, 0.01, 0.02, 0.04, 0.06, 0.08, 0.1, 0.25, 0.5, 0.75, 1.0, 2.5, 5.0, 7.5, 10.0]);

    public static Histogram<long> TokenUsage { get; } = _meter.CreateHistogram(
        TelemetryNames.TokenUsage,
        "{token}",
        "The number of tokens that calls used.",
        tags: null,
        new InstrumentAdvice<long> { HistogramBucketBoundaries = [1, 4, 16, 64, 256, 1024, 4096, 16384, 65536, 262144, 1048576, 4194304, 16777216, 67108864] });

    public static Histogram<double> Cost { get; } = _meter.CreateHistogram(
        TelemetryNames.Cost,
        unit: null,
        "The cost of calls, in the currency of the prices.",
        tags: null,
        new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.0001, 0.0003, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30, 100] });

    /// <summary>Gets whether anything listens to the spans or to one of the metrics.</summary>
    public static bool IsObserved => Source.HasListeners() || Duration.Enabled || TokenUsage.Enabled || TimeToFirstChunk.Enabled || Cost.Enabled;

    private static Histogram<double> Seconds(string name, string description, double[] bounds) =>
        _meter.CreateHistogram(name, "s", description, tags: null, new InstrumentAdvice<double> { HistogramBucketBoundaries = bounds });
}
