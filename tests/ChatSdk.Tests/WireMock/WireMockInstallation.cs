using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace ChatSdk.Tests.WireMock;

/// <summary>Where WireMock is on this machine, and whether it can run.</summary>
internal static class WireMockInstallation
{
    /// <summary>Gets the folder with WireMock's stubs.</summary>
    public static string Folder { get; } = FindFolder();

    /// <summary>Gives the path of WireMock's jar; <see langword="null"/> if it is not installed.</summary>
    public static string? FindJar()
    {
        var build = Path.Combine(Folder, "node_modules", "wiremock", "build");
        return Directory.Exists(build) ? Directory.EnumerateFiles(build, "*.jar").FirstOrDefault() : null;
    }

    /// <summary>Says why WireMock cannot run here; <see langword="null"/> if it can.</summary>
    public static string? MissingReason() => (JavaRuns(), FindJar()) switch
    {
        (false, _) => "WireMock needs java on the PATH, version 11 or later",
        (_, null) => "WireMock is not installed: run npm install in tests/wiremock",
        _ => null,
    };

    public static ProcessStartInfo Java(params string[] arguments) =>
        new("java", arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };

    // Started rather than looked for: macOS has a java on the PATH that only says that there is none.
    private static bool JavaRuns()
    {
        try
        {
            using var java = Process.Start(Java("-version"))!;
            java.WaitForExit();
            return java.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }

    // A deterministic build (CI=true) writes "/_/" for the folder of the sources; then the way up starts at the test's dll.
    private static string FindFolder([CallerFilePath] string thisFile = "")
    {
        var start = File.Exists(thisFile) ? thisFile : AppContext.BaseDirectory;
        for (var folder = Path.GetDirectoryName(start); folder is not null; folder = Path.GetDirectoryName(folder))
        {
            var wiremock = Path.Combine(folder, "tests", "wiremock");
            if (Directory.Exists(wiremock))
            {
                return wiremock;
            }
        }

        throw new DirectoryNotFoundException($"There is no folder tests/wiremock above {start}.");
    }
}
