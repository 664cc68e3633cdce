using System.Runtime.CompilerServices;
using ChatSdk.Tests.Api;

namespace ChatSdk.Extensions.AI.Tests.Api;

/// <summary>Tests the public API, which must match <c>PublicApi.approved.txt</c>, and the dependencies of the adapter.</summary>
[TestFixture]
public sealed class PublicApiTests
{
    [Test]
    public async Task Public_api_matches_the_approved_file()
    {
        var approvedFile = Path.Combine(HereFolder(), "PublicApi.approved.txt");
        var approved = File.Exists(approvedFile) ? await File.ReadAllTextAsync(approvedFile) : "";
        var actual = PublicApiWriter.Write(typeof(ChatSdkChatClientExtensions).Assembly);

        if (Environment.GetEnvironmentVariable("APPROVE_API") == "1")
        {
            await File.WriteAllTextAsync(approvedFile, actual);
            return;
        }

        actual.Should().Be(approved, "the API changed; run the tests with APPROVE_API=1 and review the difference");
    }

    [Test]
    public void Only_expected_packages_are_referenced() =>
        typeof(ChatSdkChatClientExtensions).Assembly.GetReferencedAssemblies().Select(reference => reference.Name)
            .Where(name => !name!.StartsWith("System.", StringComparison.Ordinal))
            .Should().BeSubsetOf(["ChatSdk", "Microsoft.Extensions.AI.Abstractions", "Microsoft.Extensions.DependencyInjection.Abstractions", "Microsoft.Extensions.Http"]);

    [Test]
    public void Only_three_type_names_exist_in_both_libraries()
    {
        var sdkTypes = typeof(ChatClient).Assembly.GetExportedTypes().Select(type => type.Name);
        var extensionsTypes = new[] { typeof(IChatClient), typeof(ChatClientBuilder) }.SelectMany(type => type.Assembly.GetExportedTypes())
            .Where(type => type.Namespace == "Microsoft.Extensions.AI").Select(type => type.Name);

        sdkTypes.Intersect(extensionsTypes, StringComparer.Ordinal).Should().BeEquivalentTo("ChatMessage", "ChatRole", "ReasoningEffort");
    }

    private static string HereFolder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
