using System.Text.Json.Nodes;
using ChatSdk.Testing;

namespace ChatSdk.Tests.Package;

/// <summary>Tests the packages as a user installs them.</summary>
[NeedsPackages]
public sealed class InstalledPackageTests
{
    private const string Program =
        """
        using ChatSdk;
        using ChatSdk.Testing;

        await using var server = await FakeChatServer.StartAsync();
        server.AnswersText("Hello.").Streams("a", "b");
        using var client = new ChatClient(server.BaseAddress, model: "any");

        Console.WriteLine((await client.CreateAsync("ask")).Text);
        await foreach (var chunk in client.CreateStreamAsync("stream"))
        {
            Console.Write(chunk.Text);
        }
        """;

    [Test]
    [CancelAfter(300_000)]
    public async Task New_project_works_with_the_installed_packages(CancellationToken cancellationToken)
    {
        var version = Version;
        var references = string.Concat(BuiltPackage.Libraries.Select(name => $"""<PackageReference Include="{name}" Version="[{version}]" />"""));
        using var project = new FreshProject(BuiltPackage.Folder, references, Program);

        await project.DotnetAsync(cancellationToken, "build", "--disable-build-servers");
        var consoleOutput = await project.DotnetAsync(cancellationToken, Path.Combine("bin", "Debug", "net10.0", "fresh.dll"));

        consoleOutput.ReplaceLineEndings("\n").Should().Be("Hello.\nab");
        var segments = JsonNode.Parse(await project.DotnetAsync(cancellationToken, "msbuild", "-getItem:JsonSchemaSegment", "-p:TargetFramework=net10.0"))!["Items"]!["JsonSchemaSegment"]!.AsArray();
        segments.Select(segment => segment!["DefiningProjectName"]!.GetValue<string>()).Should().BeEquivalentTo("ChatSdk", "ChatSdk.Extensions.Resilience");
        segments.Should().OnlyContain(segment => File.Exists(segment!["FullPath"]!.GetValue<string>()), "the packages must contain the schemas to which they refer");
        foreach (var name in BuiltPackage.Libraries)
        {
            // The package must be the one that was built, and not one with the same name and version from another source.
            var metadata = Path.Combine(project.PackageCache, name.ToLowerInvariant(), version, ".nupkg.metadata");
            JsonNode.Parse(await File.ReadAllTextAsync(metadata, cancellationToken))!["source"]!.GetValue<string>().Should().Be(BuiltPackage.Folder);
        }
    }

    [Test]
    [CancelAfter(300_000)]
    public async Task Tool_works_after_its_installation(CancellationToken cancellationToken)
    {
        await using var server = await FakeChatServer.StartAsync(cancellationToken);
        server.AnswersText("Hello.");
        using var project = new FreshProject(BuiltPackage.Folder, references: "", Program);

        await project.DotnetAsync(cancellationToken, "tool", "install", BuiltPackage.Tool, "--tool-path", "installed", "--version", $"[{Version}]");
        var program = Path.Combine("installed", ".store", "chatsdk.tool", Version, "chatsdk.tool", Version, "tools", "net10.0", "any", $"{BuiltPackage.Tool}.dll");
        var answer = await project.DotnetAsync(cancellationToken, program, "ask", "--url", server.BaseAddress, "--model", "any", "Hi");

        answer.Should().Be("Hello.\n");
    }

    private static string Version => Path.GetFileNameWithoutExtension(BuiltPackage.File("ChatSdk", "nupkg"))["ChatSdk.".Length..];
}
