using System.Diagnostics;
using System.Text;

namespace ChatSdk.Tests.Package;

/// <summary>A console project outside the repository that restores its packages from a folder into its own package cache.</summary>
internal sealed class FreshProject : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("chatsdk-fresh-");

    public FreshProject(string packages, string references, string program)
    {
        // This source is added to the sources that are configured for the machine.
        Write("nuget.config", $"""<configuration><packageSources><add key="built" value="{packages}" /></packageSources></configuration>""");
        Write("fresh.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFrameworks>net10.0;net8.0</TargetFrameworks>
                <ImplicitUsings>enable</ImplicitUsings>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
                <NuGetAudit>false</NuGetAudit>
                <UseAppHost>false</UseAppHost>
              </PropertyGroup>
              <ItemGroup>{references}</ItemGroup>
            </Project>
            """);
        Write("Program.cs", program);
    }

    public string PackageCache => Path.Combine(_folder.FullName, "packages");

    public async Task<string> DotnetAsync(CancellationToken cancellationToken, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments)
        {
            WorkingDirectory = _folder.FullName,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["NUGET_PACKAGES"] = PackageCache;

        // Environment variables that the SDK has set for this test run must not affect the build of the project.
        foreach (var variable in start.Environment.Keys.Where(key => key.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToList())
        {
            start.Environment.Remove(variable);
        }

        using var process = Process.Start(start)!;
        try
        {
            var errors = process.StandardError.ReadToEndAsync(cancellationToken);
            var output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            process.ExitCode.Should().Be(0, "the output was: {0}", output + await errors);
            return output;
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private void Write(string file, string text) => File.WriteAllText(Path.Combine(_folder.FullName, file), text, Encoding.UTF8);
}
