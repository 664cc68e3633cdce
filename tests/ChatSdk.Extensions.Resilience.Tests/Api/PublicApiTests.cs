using System.Runtime.CompilerServices;
using ChatSdk.Tests.Api;
using Microsoft.Extensions.DependencyInjection;

namespace ChatSdk.Extensions.Resilience.Tests.Api;

/// <summary>Pins the public API: a change must also be made in <c>PublicApi.approved.txt</c>.</summary>
[TestFixture]
public sealed class PublicApiTests
{
    [Test]
    public async Task Public_api_matches_the_approved_file()
    {
        var approvedFile = Path.Combine(HereFolder(), "PublicApi.approved.txt");
        var approved = File.Exists(approvedFile) ? await File.ReadAllTextAsync(approvedFile) : "";
        var actual = PublicApiWriter.Write(typeof(ChatClientResilienceExtensions).Assembly);

        if (Environment.GetEnvironmentVariable("APPROVE_API") == "1")
        {
            await File.WriteAllTextAsync(approvedFile, actual);
            return;
        }

        actual.Should().Be(approved, "the API changed; run the tests with APPROVE_API=1 and review the difference");
    }

    private static string HereFolder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
