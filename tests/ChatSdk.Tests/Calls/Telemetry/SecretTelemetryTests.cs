using System.Diagnostics;
using ChatSdk.Testing;

namespace ChatSdk.Tests.Diagnostics;

/// <summary>Tests that spans and metrics do not contain keys, prompts, answers or the server's error messages by default.</summary>
[TestFixture]
public sealed class SecretTelemetryTests : TelemetryTest
{
    private const string _secret = "SECRET";

    private static IEnumerable<FakeAnswer> Answers =>
    [
        FakeAnswer.Text($"{_secret} answer"),
        FakeAnswer.Error(400, $"{_secret} words", type: _secret, code: _secret),
        FakeAnswer.Error(429, $"{_secret} words"),
        FakeAnswer.Json($$$"""{"error":{"message":"{{{_secret}}}","type":"{{{_secret}}}"}}"""),
        FakeAnswer.Raw($"<html>{_secret}</html>", "text/html"),
        FakeAnswer.Stream(_secret, "answer").ThenCuts(),
        FakeAnswer.Events(Piece(_secret), $$$"""{"error":{"message":"{{{_secret}}}"}}"""),
        FakeAnswer.Text(_secret).WithHeader("Set-Cookie", _secret).WithHeader("x-request-id", _secret),
    ];

    [TestCaseSource(nameof(Answers))]
    public async Task Nothing_secret_is_reported_by_default(FakeAnswer answer)
    {
        (Options.BaseAddress, Options.ApiKey) = ($"{Server.BaseAddress}?key={_secret}", $"sk-{_secret}");
        Options.Headers["Cookie"] = _secret;
        Server.AnswersAlways(answer);
        var request = new ChatCompletionRequest { Messages = [ChatMessage.System(_secret), ChatMessage.User(_secret)], User = _secret };

        await Client.TryCreateAsync(request, cancellationToken: Guard);
        await foreach (var chunk in Client.TryCreateStreamAsync(request, cancellationToken: Guard))
        {
            chunk.Should().NotBeNull();
        }

        Telemetry.Spans.Should().HaveCount(2);
        Telemetry.Spans.SelectMany(TextsOf).Concat(Telemetry.Measurements.SelectMany(measured => measured.Tags).SelectMany(TextsOf))
            .Should().HaveCountGreaterThan(20).And.NotContain(text => text.Contains(_secret));
    }

    private static IEnumerable<string> TextsOf(Activity span) =>
    [
        span.DisplayName,
        span.StatusDescription ?? "",
        .. span.TagObjects.SelectMany(TextsOf),
        .. span.Events.SelectMany(one => one.Tags).SelectMany(TextsOf),
        .. span.Baggage.Select(item => $"{item}"),
    ];

    private static IEnumerable<string> TextsOf(KeyValuePair<string, object?> tag) =>
        tag.Value is string[] list ? [tag.Key, .. list] : [tag.Key, $"{tag.Value}"];
}
