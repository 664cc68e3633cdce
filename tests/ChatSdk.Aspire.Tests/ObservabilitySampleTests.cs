using System.Text.Json;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;

namespace ChatSdk.Aspire.Tests;

/// <summary>Runs the sample <c>Observability</c>: an application host with the dashboard, and a client that exports its telemetry to the dashboard.</summary>
[TestFixture]
[CancelAfter(180_000)]
public sealed class ObservabilitySampleTests
{
    [Test]
    public async Task Dashboard_receives_one_trace_for_each_action(CancellationToken cancellationToken)
    {
        var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.Observability_AppHost>([], (options, _) => options.DisableDashboard = false, cancellationToken);
        await using var app = await builder.BuildAsync(cancellationToken);
        await app.StartAsync(cancellationToken);

        var end = await app.ResourceNotifications.WaitForResourceAsync("client", change => KnownResourceStates.TerminalStates.Contains(change.Snapshot.State?.Text, StringComparer.Ordinal), cancellationToken);
        using var dashboard = app.CreateHttpClient("aspire-dashboard", "http");
        var received = JsonElement.Parse(await dashboard.GetStringAsync(new Uri("api/telemetry/traces", UriKind.Relative), cancellationToken));

        end.Snapshot.ExitCode.Should().Be(0);
        Traces(received).CountBy(spans => spans, StringComparer.Ordinal).Should().BeEquivalentTo(new Dictionary<string, int>(StringComparer.Ordinal)
        {
            ["POST, POST, chat fake-model, stream after a retry"] = 10,
            ["POST, POST, chat fake-model, chat fake-model, execute_tool get_temperature, invoke_agent, run with a tool"] = 10,
            ["POST, chat fake-model, error"] = 10,
        });
    }

    /// <summary>Returns a string for each trace: the names of its spans in alphabetical order.</summary>
    private static IEnumerable<string> Traces(JsonElement received)
    {
        var spans = from resource in received.GetProperty("data").GetProperty("resourceSpans").EnumerateArray()
                    from scope in resource.GetProperty("scopeSpans").EnumerateArray()
                    from span in scope.GetProperty("spans").EnumerateArray()
                    select span;
        return spans.GroupBy(span => span.GetProperty("traceId").GetString(), StringComparer.Ordinal)
            .Select(trace => string.Join(", ", trace.Select(span => span.GetProperty("name").GetString()).Order(StringComparer.Ordinal)));
    }
}
