using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace ChatSdk.Tests.Diagnostics;

/// <summary>Records the completed spans of ChatSdk and of HttpClient, and the measurements of ChatSdk.</summary>
internal sealed class TelemetryBook : IDisposable
{
    private readonly ConcurrentQueue<Activity> _spans = new();
    private readonly ConcurrentQueue<Measurement> _measurements = new();
    private readonly MeterListener _meters = new();
    private readonly ActivityListener _traces = new()
    {
        ShouldListenTo = source => source.Name is "ChatSdk" or "System.Net.Http",
        Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
    };

    public TelemetryBook()
    {
        _traces.ActivityStopped = _spans.Enqueue;
        ActivitySource.AddActivityListener(_traces);
        _meters.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == "ChatSdk")
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _meters.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Record(instrument, value, tags));
        _meters.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Record(instrument, value, tags));
        _meters.Start();
    }

    /// <summary>Gets the spans of ChatSdk.</summary>
    public IReadOnlyList<Activity> Spans => Of("ChatSdk");

    /// <summary>Gets the spans of HttpClient.</summary>
    public IReadOnlyList<Activity> HttpSpans => Of("System.Net.Http");

    public IReadOnlyList<Measurement> Measurements => [.. _measurements];

    public static Dictionary<string, object?> TagsOf(Activity span) => span.TagObjects.ToDictionary(StringComparer.Ordinal);

    public void Dispose()
    {
        _traces.Dispose();
        _meters.Dispose();
    }

    private List<Activity> Of(string source) => [.. _spans.Where(span => span.Source.Name == source)];

    private void Record(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        _measurements.Enqueue(new(instrument, value, tags.ToArray().ToDictionary(StringComparer.Ordinal)));

    internal sealed record Measurement(Instrument Instrument, double Value, Dictionary<string, object?> Tags)
    {
        public string Name => Instrument.Name;
    }
}
