using System.Diagnostics.Metrics;
using ChatSdk.Testing;

namespace ChatSdk.Tests.Diagnostics;

/// <summary>Tests the metrics of a call.</summary>
[TestFixture]
public sealed class MetricTests : TelemetryTest
{
    private const string Duration = "gen_ai.client.operation.duration";
    private const string Tokens = "gen_ai.client.token.usage";
    private const string FirstChunk = "gen_ai.client.operation.time_to_first_chunk";

    private Dictionary<string, object?> Common => new(StringComparer.Ordinal)
    {
        ["gen_ai.operation.name"] = "chat",
        ["gen_ai.provider.name"] = "openai",
        ["gen_ai.request.model"] = "m",
        ["gen_ai.response.model"] = "m-2026",
        ["server.address"] = "127.0.0.1",
        ["server.port"] = new Uri(Server.BaseAddress).Port,
    };

    [Test]
    public async Task Duration_and_tokens_of_a_call_are_measured()
    {
        Server.AnswersJson(Answer);

        await Client.CreateAsync(_hello, cancellationToken: Guard);

        Telemetry.Measurements.Select(measurement => measurement.Name).Should().Equal(Tokens, Tokens, Duration);
        One(Duration).Value.Should().BeGreaterThan(0);
        One(Duration).Tags.Should().BeEquivalentTo(Common);
        All(Tokens).Select(measurement => measurement.Value).Should().Equal(12, 7);
        All(Tokens)[0].Tags.Should().BeEquivalentTo(Plus("gen_ai.token.type", "input"));
        All(Tokens)[1].Tags.Should().BeEquivalentTo(Plus("gen_ai.token.type", "output"));
    }

    [Test]
    public async Task Time_to_the_first_chunk_of_a_stream_is_measured()
    {
        Server.Answers(FakeAnswer.Events(ChunkOf("Hi"), Finish, Usage, "[DONE]"));

        await ReadAsync(Client.CreateStreamAsync(_hello, cancellationToken: Guard));

        One(FirstChunk).Value.Should().BeInRange(double.Epsilon, One(Duration).Value);
        One(FirstChunk).Tags.Should().BeEquivalentTo(Common);
        All(Tokens).Select(measurement => measurement.Value).Should().Equal(12, 7);
    }

    [Test]
    public async Task Duration_of_a_failed_call_is_measured_with_its_error_type()
    {
        Server.AnswersError(400, "No.");

        await FluentActions.Awaiting(() => Client.CreateAsync(_hello, cancellationToken: Guard)).Should().ThrowAsync<ChatApiException>();

        var expected = Plus("error.type", "400");
        expected.Remove("gen_ai.response.model");
        One(Duration).Tags.Should().BeEquivalentTo(expected);
        Telemetry.Measurements.Should().ContainSingle();
    }

    [Test]
    public async Task Tokens_reported_before_a_stream_is_cut_off_are_measured()
    {
        Server.Answers(FakeAnswer.Events(ChunkOf("Hi"), Usage).ThenCuts());

        await ReadBrokenAsync();

        All(Tokens).Select(measurement => measurement.Value).Should().Equal(12, 7);
        All(Tokens).Should().OnlyContain(measurement => !measurement.Tags.ContainsKey("error.type"));
        One(Duration).Tags.Should().ContainKey("error.type");
    }

    [Test]
    public async Task Duration_is_measured_with_the_time_provider_in_the_options()
    {
        var time = new ManualTime();
        Options.TimeProvider = time;
        Server.Answers(FakeAnswer.Events(ChunkOf("Hi"), Finish, "[DONE]").SplitAt(1).ThenHangs());
        await using var chunks = Client.CreateStreamAsync(_hello, cancellationToken: Guard).GetAsyncEnumerator(Guard);

        await chunks.MoveNextAsync();
        time.Advance(TimeSpan.FromSeconds(5));
        await chunks.DisposeAsync();

        One(FirstChunk).Value.Should().Be(0);
        One(Duration).Value.Should().Be(5);
    }

    [Test]
    public async Task Number_of_response_models_in_metrics_is_limited()
    {
        for (var number = 0; number < 200; number++)
        {
            Server.AnswersJson(Answer.Replace("m-2026", $"m-{number}", StringComparison.Ordinal));
            await Client.CreateAsync(_hello, cancellationToken: Guard);
        }

        var models = Telemetry.Measurements.Select(measured => measured.Tags.GetValueOrDefault("gen_ai.response.model")).Distinct().ToList();
        models.Should().HaveCount(33).And.Contain("m-0").And.Contain("m-31").And.Contain((object?)null);
        Telemetry.Spans.Select(span => TelemetryBook.TagsOf(span)["gen_ai.response.model"]).Should().OnlyHaveUniqueItems();
    }

    [Test]
    public async Task Model_that_was_reported_earlier_is_still_reported_after_the_limit_is_reached()
    {
        string[] models = ["m-2026", .. Enumerable.Range(0, 50).Select(number => $"m-{number}"), "m-2026"];
        foreach (var model in models)
        {
            Server.AnswersJson(Answer.Replace("m-2026", model, StringComparison.Ordinal));
            await Client.CreateAsync(_hello, cancellationToken: Guard);
        }

        All(Duration)[^1].Tags.Should().BeEquivalentTo(Common);
    }

    [Test]
    public async Task Long_value_from_a_server_is_omitted_from_metrics_and_cut_to_256_characters_in_the_span()
    {
        var text = new string('x', 1000);
        Server.AnswersJson(Answer.Replace("m-2026", text, StringComparison.Ordinal).Replace("c-1", text, StringComparison.Ordinal).Replace("\"stop\"", $"\"{text}\"", StringComparison.Ordinal));

        await Client.CreateAsync(_hello, cancellationToken: Guard);

        Telemetry.Measurements.Should().OnlyContain(measured => !measured.Tags.ContainsKey("gen_ai.response.model"));
        Tags["gen_ai.response.model"].Should().Be(text[..256]);
        Tags["gen_ai.response.id"].Should().Be(text[..256]);
        FinishReasons.Should().Equal(text[..256]);
    }

    [Test]
    public async Task Instruments_have_the_units_buckets_and_schema_URL_of_the_OpenTelemetry_conventions()
    {
        Server.Answers(FakeAnswer.Events(ChunkOf("Hi"), Finish, Usage, "[DONE]"));

        await ReadAsync(Client.CreateStreamAsync(_hello, cancellationToken: Guard));

        var duration = (Histogram<double>)One(Duration).Instrument;
        var first = (Histogram<double>)One(FirstChunk).Instrument;
        var tokens = (Histogram<long>)All(Tokens)[0].Instrument;
        (duration.Unit, first.Unit, tokens.Unit).Should().Be(("s", "s", "{token}"));
        duration.Advice!.HistogramBucketBoundaries.Should().Equal(Doubled(0.01, 14));
        first.Advice!.HistogramBucketBoundaries.Should().StartWith([0.001, 0.005]).And.EndWith(10.0).And.BeInAscendingOrder();
        tokens.Advice!.HistogramBucketBoundaries.Should().Equal(Enumerable.Range(0, 14).Select(power => 1L << (2 * power)));
        duration.Meter.TelemetrySchemaUrl.Should().Be("https://opentelemetry.io/schemas/1.41.0");
        duration.Meter.Version.Should().Be(typeof(ChatClient).Assembly.GetName().Version!.ToString(3));
    }

    private static IEnumerable<double> Doubled(double first, int count) => Enumerable.Range(0, count).Select(power => Math.Round(first * (1 << power), 2));

    private Dictionary<string, object?> Plus(string name, object value) => new(Common, StringComparer.Ordinal) { [name] = value };

    private List<TelemetryBook.Measurement> All(string name) => [.. Telemetry.Measurements.Where(measurement => measurement.Name == name)];

    private TelemetryBook.Measurement One(string name) => All(name).Should().ContainSingle().Subject;
}
