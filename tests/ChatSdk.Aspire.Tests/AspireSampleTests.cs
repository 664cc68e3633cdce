using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace ChatSdk.Aspire.Tests;

/// <summary>Runs the sample <c>Aspire</c>: an application host with a fake server, and a client that finds it.</summary>
[TestFixture]
[CancelAfter(180_000)]
public sealed class AspireSampleTests
{
    [Test]
    public async Task Client_finds_the_server_by_connection_string_and_by_service_discovery(CancellationToken cancellationToken)
    {
        var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.AppHost>(cancellationToken);
        await using var app = await builder.BuildAsync(cancellationToken);
        await app.StartAsync(cancellationToken);

        var end = await app.ResourceNotifications.WaitForResourceAsync("client", change => KnownResourceStates.TerminalStates.Contains(change.Snapshot.State?.Text, StringComparer.Ordinal), cancellationToken);

        // The last lines may be received after the end of the process.
        List<string> missing = ["You said: Hello from the connection string.", "You said: Hello from service discovery."];
        await foreach (var batch in app.Services.GetRequiredService<ResourceLoggerService>().WatchAsync(end.ResourceId).WithCancellation(cancellationToken))
        {
            missing.RemoveAll(text => batch.Any(line => line.Content.Contains(text, StringComparison.Ordinal)));
            if (missing.Count == 0)
            {
                break;
            }
        }

        end.Snapshot.ExitCode.Should().Be(0);
        missing.Should().BeEmpty();
    }
}
